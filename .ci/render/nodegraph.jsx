// A plain drawing of the fields that Grafana's node graph shows, found as it finds them: by their names. Grafana's own is not published.
import { useTheme2 } from '@grafana/ui';

const field = (frame, name) => frame?.fields.find((each) => each.name.toLowerCase() === name);
const at = (frame, name, row) => field(frame, name)?.values[row] ?? '';

function levels(nodes, edges) {
  const level = new Map(nodes.map((node) => [node.id, 0]));
  for (let round = 0; round < nodes.length; round++) {
    for (const { source, target } of edges) {
      if (source !== target && level.get(target) <= level.get(source) && round < 12) level.set(target, level.get(source) + 1);
    }
  }
  return level;
}

export function NodeGraph({ panel, frames, width, height }) {
  const theme = useTheme2();
  const edgeFrame = frames.find((frame) => field(frame, 'source') && field(frame, 'target'));
  const nodeFrame = frames.find((frame) => frame !== edgeFrame);
  const ids = field(nodeFrame, 'id')?.values ?? [];
  const nodes = [...ids].map((id, row) => ({
    id, title: at(nodeFrame, 'title', row), subtitle: at(nodeFrame, 'subtitle', row), stat: at(nodeFrame, 'mainstat', row),
    second: at(nodeFrame, 'secondarystat', row),
    color: panel.options.nodes.arcs.find((arc) => at(nodeFrame, arc.field, row) > 0)?.color ?? theme.colors.text.secondary,
  }));
  const edges = [...(field(edgeFrame, 'id')?.values ?? [])].map((id, row) => ({
    id, source: at(edgeFrame, 'source', row), target: at(edgeFrame, 'target', row), stat: at(edgeFrame, 'mainstat', row),
    dash: at(edgeFrame, 'strokedasharray', row),
  }));
  for (const { source, target } of edges) {
    for (const end of [source, target]) if (!ids.includes(end)) throw new Error(`an edge to ${end}, which is no node`);
  }
  const level = levels(nodes, edges);
  const columns = Math.max(1, ...level.values()) + 1;
  const places = new Map();
  for (let column = 0; column < columns; column++) {
    const inColumn = nodes.filter((node) => level.get(node.id) === column);
    inColumn.forEach((node, row) => places.set(node.id, {
      x: ((column + 0.5) * width) / columns, y: ((row + 0.5) * height) / inColumn.length,
    }));
  }
  return <svg width={width} height={height} style={{ fontSize: 11 }}>
    {edges.map(({ id, source, target, stat, dash }) => {
      const [a, b] = [places.get(source), places.get(target)];
      return <g key={id}>
        <line x1={a.x} y1={a.y} x2={b.x} y2={b.y} stroke={theme.colors.text.disabled} strokeDasharray={dash} />
        <text x={(a.x + b.x) / 2} y={(a.y + b.y) / 2} fill={theme.colors.text.primary}>{stat}</text>
      </g>;
    })}
    {nodes.map((node) => {
      const { x, y } = places.get(node.id);
      return <g key={node.id}>
        <circle cx={x} cy={y} r="20" fill={theme.colors.background.primary} stroke={node.color} strokeWidth="3" />
        <text x={x} y={y + 4} textAnchor="middle" fill={theme.colors.text.primary}>{node.stat}</text>
        <text x={x} y={y + 34} textAnchor="middle" fill={theme.colors.text.primary}>{node.title}</text>
        <text x={x} y={y + 47} textAnchor="middle" fill={theme.colors.text.secondary}>{node.subtitle}</text>
      </g>;
    })}
  </svg>;
}
