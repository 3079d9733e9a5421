// One board at 1440 px, every row open. What goes wrong is collected in window.rendered, which is there when all panels are drawn.
import { createTheme, EventBusSrv, ThemeContext } from '@grafana/data';
import { GlobalStyles, PanelChrome, PanelContextProvider } from '@grafana/ui';
import { Component, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { prepared } from './frames.js';
import { Content, hasData } from './panels.jsx';
import { firstChoice, frames, interpolate } from './queries.js';

const COLUMNS = 24, ROW = 30, GAP = 8, MARGIN = 16;
const wrong = [];

class Caught extends Component {
  state = { error: null };
  static getDerivedStateFromError(error) { return { error }; }
  componentDidCatch(error) { wrong.push(`${this.props.title}: ${error.message}`); }
  render() { return this.state.error ? <pre>{String(this.state.error)}</pre> : this.props.children; }
}

function open(board) {
  let moved = 0;
  return board.panels.flatMap((panel) => {
    const own = { ...panel, gridPos: { ...panel.gridPos, y: panel.gridPos.y + moved } };
    const inside = (panel.panels ?? []).map((each) => ({ ...each, gridPos: { ...each.gridPos, y: each.gridPos.y + moved } }));
    if (inside.length) moved += Math.max(...inside.map((each) => each.gridPos.y + each.gridPos.h)) - own.gridPos.y - 1 - moved + moved;
    return [own, ...inside];
  });
}

function place({ x, y, w, h }, width) {
  const column = (width - 2 * MARGIN - (COLUMNS - 1) * GAP) / COLUMNS;
  return { left: MARGIN + x * (column + GAP), top: MARGIN + y * (ROW + GAP), width: w * column + (w - 1) * GAP, height: h * ROW + (h - 1) * GAP };
}

/** Titles, headings, names and values that have less room than they need. A cell with a sentence has as many lines as it needs. */
function cutOff() {
  return [...document.querySelectorAll('#board *')].filter((element) => {
    const own = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim());
    return own && getComputedStyle(element).overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1;
  }).map((element) => `“${element.textContent.trim()}” is cut off`);
}

function Board({ board, drawn, theme, texts, range, width }) {
  const text = (value) => interpolate(value ?? '', texts);
  const every = open(board);
  const bottom = Math.max(...every.map((panel) => panel.gridPos.y + panel.gridPos.h));
  return <div id="board" style={{ position: 'relative', width, height: MARGIN * 2 + bottom * (ROW + GAP), background: theme.colors.background.canvas }}>
    {every.map((panel) => {
      const at = place(panel.gridPos, width);
      if (panel.type === 'row') {
        return <div key={panel.id} style={{ position: 'absolute', ...at, color: theme.colors.text.primary, fontWeight: 500 }}>
          {panel.collapsed ? '›' : '⌄'} {text(panel.title)}</div>;
      }
      return <div key={panel.id} style={{ position: 'absolute', ...at }}>
        <PanelChrome title={text(panel.title)} description={panel.description} width={at.width} height={at.height}
          padding={panel.type === 'table' ? 'none' : 'md'}>
          {(width, height) => <Caught title={panel.title}>
            <PanelContextProvider value={{ eventsScope: 'global', eventBus: new EventBusSrv() }}>
              {hasData(drawn[panel.id]) || panel.type === 'stat'
                ? <Content panel={panel} frames={drawn[panel.id]} theme={theme} interpolated={text} range={range} width={width}
                    height={height} />
                : <div style={{ textAlign: 'center', color: theme.colors.text.secondary }}>{panel.fieldConfig.defaults.noValue}</div>}
            </PanelContextProvider>
          </Caught>}
        </PanelChrome>
      </div>;
    })}
  </div>;
}

async function draw({ board, theme: mode, values, range, width }) {
  const theme = createTheme({ colors: { mode } });
  const chosen = { ...values }, texts = { ...values };
  for (const variable of board.templating.list) {
    if (variable.query?.infinityQuery) [chosen[variable.name], texts[variable.name]] = await firstChoice(variable.query.infinityQuery, chosen);
  }
  const empty = [], drawn = {};
  await Promise.all(open(board).filter((panel) => panel.type !== 'row').map(async (panel) => {
    try {
      const asked = await frames(panel, range, chosen);
      drawn[panel.id] = await prepared(panel, asked, theme, (text) => interpolate(text ?? '', chosen));
    } catch (error) {
      wrong.push(`${panel.title}: ${error.message}`);
      drawn[panel.id] = [];
    }
    // a limit only colours what there is
    if (!hasData(drawn[panel.id].filter((frame) => frame.refId !== 'LIMIT'))) empty.push(panel.title);
  }));
  function Page() {
    const [, settled] = useState(false);
    useEffect(() => { setTimeout(() => { settled(true); window.rendered = { wrong: [...wrong, ...cutOff()], empty }; }, 1000); }, []);
    return <ThemeContext.Provider value={theme}>
      <GlobalStyles isExtensionSidebarOpen={false} hackNoBackdropBlur={true} />
      <Board board={board} drawn={drawn} theme={theme} texts={texts} range={range} width={width} />
    </ThemeContext.Provider>;
  }
  createRoot(document.getElementById('root')).render(<Page />);
}

fetch(`/job.json${location.search}`).then((answer) => answer.json()).then(draw)
  .catch((error) => { window.rendered = { wrong: [error.message], empty: [] }; });
