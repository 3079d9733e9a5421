// How the timeline is drawn.

import { clock, exactClock } from './format.js';
import { ticks } from './timeline-model.js';
import { isBad, shownState, title } from './words.js';

/** Height of a lane and of the axis above them, px. */
export const LANE = 22;
export const AXIS = 24;

const COLOURS = ['surface', 'ground', 'line', 'line-strong', 'text', 'text-soft', 'text-faint', 'accent', 'accent-soft', 'hover',
  'requested', 'active', 'waiting', 'completed', 'failed', 'killed', 'lost', 'active-soft', 'completed-soft', 'failed-soft', 'waiting-soft',
  'killed-soft', 'lost-soft', 'requested-soft'];

function palette() {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(COLOURS.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}

/** A state without a colour of its own: idle is as grey as what was only asked for, not started as red as what failed. */
const LIKE = { IDLE: 'requested', REFUSED: 'failed' };
const colourOf = (colours, state) => colours[LIKE[state] ?? state.toLowerCase()] ?? colours.failed;

export function drawTimeline(canvas, view) {
  const scale = window.devicePixelRatio || 1;
  if (canvas.width !== Math.round(view.width * scale) || canvas.height !== Math.round(view.height * scale)) {
    canvas.width = Math.round(view.width * scale);
    canvas.height = Math.round(view.height * scale);
    canvas.style.width = `${view.width}px`;
    canvas.style.height = `${view.height}px`;
    canvas.style.marginBottom = `${-view.height}px`;
  }
  const pen = canvas.getContext('2d');
  pen.setTransform(scale, 0, 0, scale, 0, 0);
  const colours = palette();
  pen.fillStyle = colours.surface;
  pen.fillRect(0, 0, view.width, view.height);
  if (!view.seen) return;
  pen.font = `12px ${getComputedStyle(canvas).fontFamily}`;
  pen.textBaseline = 'middle';
  const { from, to } = view.seen;
  const xOf = (time) => view.labels + ((time - from) / (to - from)) * (view.width - view.labels);
  drawGrid(pen, colours, view, xOf);
  const first = Math.max(0, Math.floor(view.top / LANE));
  const last = Math.min(view.lanes.length - 1, Math.ceil((view.top + view.height) / LANE));
  for (let index = first; index <= last; index += 1) drawLane(pen, colours, view, xOf, index);
  drawAxis(pen, colours, view, xOf);
  if (view.at !== null) drawMoment(pen, colours, view, xOf(view.at));
}

function shownTicks(view) {
  return ticks(view.seen.from, view.seen.to, Math.max(2, (view.width - view.labels) / 96));
}

function drawGrid(pen, colours, view, xOf) {
  pen.fillStyle = colours.line;
  for (const at of shownTicks(view).at) pen.fillRect(Math.round(xOf(at)), AXIS, 1, view.height);
}

function drawAxis(pen, colours, view, xOf) {
  pen.fillStyle = colours.surface;
  pen.fillRect(0, 0, view.width, AXIS);
  pen.fillStyle = colours.line;
  pen.fillRect(0, AXIS - 1, view.width, 1);
  pen.fillRect(view.labels - 1, 0, 1, view.height);
  pen.fillStyle = colours['text-faint'];
  const { step, at } = shownTicks(view);
  for (const time of at) {
    const x = xOf(time) + 4;
    const text = step < 1000 ? exactClock(time) : clock(time);
    if (x > view.labels && x + pen.measureText(text).width < view.width) pen.fillText(text, x, AXIS / 2);
  }
}

function drawLane(pen, colours, view, xOf, index) {
  const { agent, depth, bars } = view.lanes[index];
  const then = view.past?.get(agent.agent_id) ?? agent;
  const y = AXIS + index * LANE - view.top;
  const isThere = !view.past || view.past.has(agent.agent_id);
  if (agent.agent_id === view.selected || index === view.hover) {
    pen.fillStyle = agent.agent_id === view.selected ? colours['accent-soft'] : colours.hover;
    pen.fillRect(0, y, view.width, LANE);
  }
  pen.save();
  pen.beginPath();
  pen.rect(view.labels, Math.max(AXIS, y), view.width - view.labels, LANE);
  pen.clip();
  for (const bar of bars) drawBar(pen, colours, view, xOf, bar, agent, y);
  for (const stretch of view.critical.get(agent.agent_id) ?? []) drawCritical(pen, colours, view, xOf, stretch, y);
  pen.restore();
  drawName(pen, colours, view, then, depth, y, isThere);
}

function drawName(pen, colours, view, agent, depth, y, isThere) {
  const left = 10 + Math.min(depth, 5) * 10;
  pen.fillStyle = colourOf(colours, shownState(agent));
  if (isThere) drawMark(pen, shownState(agent), left + 4, y + LANE / 2);
  pen.fillStyle = isThere ? colours.text : colours['text-faint'];
  pen.fillText(fitted(pen, title(agent), view.labels - left - 24), left + 15, y + LANE / 2 + 0.5);
}

const CUT = new Map();

function fitted(pen, text, width) {
  const key = `${width}|${text}`;
  if (CUT.has(key)) return CUT.get(key);
  let cut = text;
  while (cut.length > 1 && pen.measureText(cut === text ? cut : `${cut}…`).width > width) cut = cut.slice(0, -1);
  const found = cut === text ? text : `${cut}…`;
  if (CUT.size > 5000) CUT.clear();
  CUT.set(key, found);
  return found;
}

/** The shapes of the states, small. */
function drawMark(pen, state, x, y) {
  pen.beginPath();
  if (state === 'WAITING') {
    pen.moveTo(x, y - 5);
    pen.lineTo(x + 5, y);
    pen.lineTo(x, y + 5);
    pen.lineTo(x - 5, y);
    pen.fill();
  } else if (state === 'KILLED') pen.fillRect(x - 4, y - 4, 8, 8);
  else if (state === 'ACTIVE') {
    pen.arc(x, y, 4, 0, 2 * Math.PI);
    pen.fill();
  } else drawLines(pen, state, x, y);
}

function drawLines(pen, state, x, y) {
  pen.strokeStyle = pen.fillStyle;
  pen.lineWidth = 1.6;
  if (state === 'COMPLETED') {
    pen.moveTo(x - 4, y + 0.5);
    pen.lineTo(x - 1, y + 3.5);
    pen.lineTo(x + 4, y - 3);
  } else if (state === 'FAILED') {
    pen.moveTo(x - 3.5, y - 3.5);
    pen.lineTo(x + 3.5, y + 3.5);
    pen.moveTo(x + 3.5, y - 3.5);
    pen.lineTo(x - 3.5, y + 3.5);
  } else if (state === 'IDLE') {
    pen.moveTo(x, y - 4);
    pen.lineTo(x + 4, y);
    pen.lineTo(x, y + 4);
    pen.lineTo(x - 4, y);
    pen.closePath();
  } else if (state === 'LOST') {
    pen.font = pen.font.replace('12px', 'bold 12px');
    pen.fillText('?', x - 3, y + 0.5);
    pen.font = pen.font.replace('bold ', '');
  } else {
    pen.arc(x, y, 4, 0, 2 * Math.PI);
    if (state === 'REFUSED') {
      pen.moveTo(x - 3, y + 3);
      pen.lineTo(x + 3, y - 3);
    }
  }
  pen.stroke();
}

function drawBar(pen, colours, view, xOf, bar, agent, y) {
  if (view.at !== null && bar.from > view.at) pen.globalAlpha = 0.28;
  const left = xOf(bar.from);
  const right = Math.max(left + 2, xOf(bar.to));
  const outcome = bar.event.outcome;
  const state = outcome ?? agent.state;
  switch (bar.kind) {
    case 'run':
      pen.fillStyle = colours[`${(outcome ?? (bar.isOpen && agent.state !== 'REQUESTED' ? 'active' : agent.state)).toLowerCase()}-soft`] ?? colours.line;
      box(pen, left, y + 3, right - left, LANE - 6, 3);
      if (isBad(state)) {
        pen.fillStyle = colourOf(colours, state);
        pen.fillRect(right - 2, y + 3, 2, LANE - 6);
      }
      break;
    case 'idle':
      pen.fillStyle = colours['line-strong'];
      pen.fillRect(left, y + LANE / 2 - 1, right - left, 2);
      break;
    case 'wait':
      pen.fillStyle = colours['waiting-soft'];
      pen.fillRect(left, y + 5, Math.max(4, right - left), LANE - 10);
      pen.fillStyle = colours.waiting;
      hatched(pen, left, y + 5, Math.max(4, right - left), LANE - 10);
      break;
    case 'prompt':
      pen.fillStyle = colours.text;
      pen.fillRect(left - 1, y + 2, 2, LANE - 4);
      break;
    case 'message':
      pen.fillStyle = colours.accent;
      pen.beginPath();
      pen.moveTo(left - 3, y + 6);
      pen.lineTo(left + 5, y + LANE / 2);
      pen.lineTo(left - 3, y + LANE - 6);
      pen.fill();
      break;
    default:
      drawTool(pen, colours, bar, left, right, y);
  }
  pen.globalAlpha = 1;
}

/** A line under what the elapsed time waited for. */
function drawCritical(pen, colours, view, xOf, { from, to }, y) {
  if (view.at !== null && from > view.at) pen.globalAlpha = 0.28;
  pen.fillStyle = colours.accent;
  pen.fillRect(xOf(from), y + LANE - 3, Math.max(1, xOf(to) - xOf(from)), 2);
  pen.globalAlpha = 1;
}

function drawTool(pen, colours, bar, left, right, y) {
  const isFailed = ['FAILED', 'DENIED', 'INTERRUPTED'].includes(bar.event.outcome);
  const isDelegation = bar.event.tool === 'Agent' || bar.event.tool === 'Task';
  pen.fillStyle = isFailed ? colours.failed : isDelegation ? colours['line-strong'] : colours.active;
  if (isFailed) {
    pen.fillRect(left, y + 6, right - left, LANE - 12);
    pen.fillRect(right - 2, y + 3, 2, LANE - 6);
  } else pen.fillRect(left, y + 8, right - left, LANE - 16);
}

function box(pen, x, y, width, height, radius) {
  pen.beginPath();
  pen.roundRect(x, y, width, height, radius);
  pen.fill();
}

function hatched(pen, x, y, width, height) {
  pen.strokeStyle = pen.fillStyle;
  pen.lineWidth = 1;
  pen.strokeRect(x + 0.5, y + 0.5, width - 1, height - 1);
  pen.save();
  pen.beginPath();
  pen.rect(x, y, width, height);
  pen.clip();
  pen.beginPath();
  for (let at = x - height; at < x + width; at += 5) {
    pen.moveTo(at, y + height);
    pen.lineTo(at + height, y);
  }
  pen.lineWidth = 1.5;
  pen.stroke();
  pen.restore();
}

function drawMoment(pen, colours, view, x) {
  if (x < view.labels) return;
  pen.fillStyle = colours.accent;
  pen.fillRect(x - 1, 0, 2, view.height);
  pen.beginPath();
  pen.moveTo(x - 5, 0);
  pen.lineTo(x + 5, 0);
  pen.lineTo(x, 7);
  pen.fill();
}
