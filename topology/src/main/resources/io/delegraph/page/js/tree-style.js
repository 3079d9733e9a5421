// How edges look: exact solid, guessed dashed, unknown parent and other sessions dotted.

const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Cytoscape reads no CSS variables, so it is given their values, again whenever the theme changes. */
export function edgeStyle() {
  return [
    {
      selector: 'node',
      style: { shape: 'rectangle', width: 224, height: 62, 'background-opacity': 0, 'border-width': 0, 'overlay-opacity': 0 },
    },
    {
      selector: 'edge',
      style: {
        width: 1.5,
        'line-color': token('--edge'),
        'curve-style': 'round-taxi',
        'taxi-direction': 'rightward',
        'taxi-turn': 26,
        'taxi-radius': 8,
        'source-endpoint': '90deg',
        'target-endpoint': '270deg',
        'target-arrow-shape': 'none',
        'overlay-opacity': 0,
        events: 'no',
      },
    },
    {
      selector: 'edge.guessed',
      style: { 'line-style': 'dashed', 'line-dash-pattern': [6, 4], 'line-color': token('--waiting'), 'z-index': 2 },
    },
    { selector: 'edge.unknown', style: { 'line-style': 'dotted' } },
    { selector: 'edge.link', style: { 'line-style': 'dotted', 'line-color': token('--accent'), width: 2 } },
    {
      selector: 'edge.hand-off, edge.peer',
      style: {
        width: 1.5,
        'line-color': token('--accent'),
        'line-style': 'dashed',
        'line-dash-pattern': [2, 4],
        'curve-style': 'unbundled-bezier',
        'control-point-distances': 'data(bow)',
        'control-point-weights': 0.5,
        'source-endpoint': '90deg',
        'target-endpoint': '90deg',
        'z-index': 1,
      },
    },
    {
      selector: 'edge.hand-off',
      style: { 'line-style': 'solid', 'target-arrow-shape': 'triangle', 'target-arrow-color': token('--accent'), 'arrow-scale': 0.9 },
    },
    { selector: 'edge.more', style: { 'line-style': 'dotted' } },
  ];
}
