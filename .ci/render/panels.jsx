// Each kind of panel, drawn with Grafana's components.
import { dateTime, FieldType, getDisplayValueAlignmentFactors, getFieldDisplayValues } from '@grafana/data';
import { BarGauge, BigValue, TimeSeries, VizRepeater } from '@grafana/ui';
import { TableNG } from '@grafana/ui/unstable';
import { NodeGraph } from './nodegraph.jsx';

function Series({ panel, frames, range, width, height }) {
  const timeRange = { from: dateTime(range.from * 1000), to: dateTime(range.to * 1000), raw: { from: 'now-1h', to: 'now' } };
  return <TimeSeries frames={frames} timeRange={timeRange} timeZone="utc" width={width} height={height} legend={panel.options.legend}
    options={panel.options} />;
}

function values(panel, frames, theme, interpolated, sparkline) {
  return getFieldDisplayValues({
    fieldConfig: panel.fieldConfig, reduceOptions: panel.options.reduceOptions, replaceVariables: interpolated, theme, data: frames, sparkline,
    timeZone: 'utc',
  });
}

function Stat({ panel, frames, theme, interpolated, width, height }) {
  const { options } = panel;
  return <VizRepeater getValues={() => values(panel, frames, theme, interpolated, options.graphMode !== 'none')} source={frames} width={width}
    height={height} orientation={options.orientation} itemSpacing={3} autoGrid={true} renderCounter={0}
    renderValue={({ value, width: w, height: h, count }) => <BigValue value={value.display} count={count} width={w} height={h}
      sparkline={value.sparkline} colorMode={options.colorMode} graphMode={options.graphMode} justifyMode={options.justifyMode}
      textMode={options.textMode} theme={theme} wideLayout={options.wideLayout} />} />;
}

function Bars({ panel, frames, theme, interpolated, width, height }) {
  const { options } = panel;
  return <VizRepeater getValues={() => values(panel, frames, theme, interpolated, false)} source={frames} width={width} height={height}
    orientation={options.orientation} itemSpacing={10} minVizWidth={options.minVizWidth} minVizHeight={options.minVizHeight}
    maxVizHeight={options.maxVizHeight} renderCounter={0}
    getAlignmentFactors={(all) => getDisplayValueAlignmentFactors(all)}
    renderValue={({ value, width: w, height: h, alignmentFactors, orientation }) => <BarGauge value={value.display} width={w} height={h}
      orientation={orientation} field={value.field} text={options.text} display={value.view?.getFieldDisplayProcessor(value.colIndex)}
      theme={theme} itemSpacing={10} lcdCellWidth={8} displayMode={options.displayMode} showUnfilled={options.showUnfilled}
      valueDisplayMode={options.valueMode} namePlacement={options.namePlacement} alignmentFactors={alignmentFactors} />} />;
}

function Table({ panel, frames, width, height }) {
  const [frame] = frames;
  return <TableNG data={frame} width={width} height={height} noHeader={!panel.options.showHeader} showTypeIcons={false} resizable={true}
    initialSortBy={panel.options.sortBy} cellHeight={panel.options.cellHeight} fieldConfig={panel.fieldConfig} structureRev={1} />;
}

const KINDS = { timeseries: Series, stat: Stat, bargauge: Bars, table: Table, nodeGraph: NodeGraph };

export function Content(props) {
  const Kind = KINDS[props.panel.type];
  if (!Kind) throw new Error(`no drawing of a ${props.panel.type}`);
  return <Kind {...props} />;
}

/** Whether there is any value to see. */
export function hasData(frames) {
  return frames.some((frame) => frame.length > 0 && frame.fields.some((field) =>
    field.type !== FieldType.time && [...field.values].some((value) => value !== null && value !== undefined && value !== '')));
}
