// On a phone the regions are tabs. Elsewhere the tab only stands in the URL.

import { setAttribute } from './dom.js';

/** Gives what shows a tab; `onChoose(tab)` is told when a person chooses one. */
export function tabs(host, app, onChoose) {
  const buttons = [...host.querySelectorAll('[role=tab]')];
  for (const button of buttons) button.addEventListener('click', () => onChoose(button.dataset.tab));
  host.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const seen = buttons.filter((button) => button.offsetParent !== null);
    const next = seen[(seen.indexOf(document.activeElement) + step + seen.length) % seen.length];
    next.focus();
    onChoose(next.dataset.tab);
  });
  return (tab) => {
    setAttribute(app, 'data-tab', tab);
    for (const button of buttons) {
      setAttribute(button, 'aria-selected', String(button.dataset.tab === tab));
      setAttribute(button, 'tabindex', button.dataset.tab === tab ? '0' : '-1');
    }
  };
}
