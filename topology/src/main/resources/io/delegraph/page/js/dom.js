// Small ways to build and patch elements.

// Control characters, and those that turn the direction of what follows: a name with one would rearrange the words beside it.
const UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** A text as it may be shown, whoever wrote it. */
export function visible(text) {
  return String(text).replace(UNSEEN, '\ufffd');
}

/** An element: attributes by name, `on…` are listeners, `text` its text; null and false leave one out. */
export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key === 'text') element.textContent = visible(value);
    else if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? '' : visible(value));
  }
  const shown = children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);
  element.append(...shown.map((child) => (typeof child === 'string' ? visible(child) : child)));
  return element;
}

const SVG = 'http://www.w3.org/2000/svg';

/** A drawing from the sprite in index.html. Words beside it say the same, so it is hidden from readers. */
export function glyph(id, className = 'glyph') {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', className);
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `#${id}`);
  svg.append(use);
  return svg;
}

/** The shape of a state. */
export function mark(state) {
  return glyph(`state-${state.toLowerCase()}`, 'mark');
}

export function setMark(svg, state) {
  setAttribute(svg.firstChild, 'href', `#state-${state.toLowerCase()}`);
}

export function setText(element, text) {
  const value = visible(text ?? '');
  if (element.textContent !== value) element.textContent = value;
}

/** Sets, or removes when null or false; touches the page only when something changes. */
export function setAttribute(element, name, value) {
  if (value === null || value === undefined || value === false) {
    if (element.hasAttribute(name)) element.removeAttribute(name);
    return;
  }
  const text = value === true ? '' : visible(value);
  if (element.getAttribute(name) !== text) element.setAttribute(name, text);
}

/** Makes a container's children those of `items` in their order: known ones are patched and moved only when they must. */
export function patchList(container, items, { key, create, update }) {
  const known = container.rows ?? (container.rows = new Map());
  const wanted = new Set();
  let next = container.firstElementChild;
  for (const item of items) {
    const id = key(item);
    wanted.add(id);
    let row = known.get(id);
    if (!row) {
      row = create(item);
      known.set(id, row);
    }
    update(row, item);
    if (row === next) next = next.nextElementSibling;
    else container.insertBefore(row, next);
  }
  for (const [id, row] of known) {
    if (!wanted.has(id)) {
      row.remove();
      known.delete(id);
    }
  }
}

/** Calls at most once in `ms`, the last time at the end. */
export function throttle(ms, run) {
  let timer = null;
  let last = 0;
  return () => {
    if (timer !== null) return;
    timer = setTimeout(
      () => {
        timer = null;
        last = Date.now();
        run();
      },
      Math.max(0, last + ms - Date.now()),
    );
  };
}

/** Makes a container's children those wanted; only what differs is replaced, so that focus, selection and scrolling stay. */
export function replaceWhereDifferent(host, wanted) {
  const had = [...host.children];
  wanted.forEach((element, index) => {
    const old = had[index];
    if (old) keepOpen(old, element);
    if (!old) host.append(element);
    else if (old.outerHTML !== element.outerHTML) replaceKeepingFocus(old, element);
  });
  for (const extra of had.slice(wanted.length)) extra.remove();
}

/** What a person unfolded stays unfolded. */
function keepOpen(old, element) {
  const unfolded = element.querySelectorAll('details');
  old.querySelectorAll('details').forEach((details, index) => {
    if (details.open && unfolded[index]) unfolded[index].open = true;
  });
}

const REACHED = 'a, button, summary';

function replaceKeepingFocus(old, element) {
  const at = [...old.querySelectorAll(REACHED)].indexOf(document.activeElement);
  old.replaceWith(element);
  if (at >= 0) element.querySelectorAll(REACHED)[at]?.focus({ preventScroll: true });
}
