// What Grafana does to frames between a data source and a panel: transformations, then a panel's field options and overrides.
import {
  applyFieldOverrides, cacheFieldDisplayNames, FieldType, getFieldMatcher, Registry, standardTransformers, standardTransformersRegistry,
  ThresholdsMode, transformDataFrame,
} from '@grafana/data';
import { firstValueFrom } from 'rxjs';
import { map } from 'rxjs/operators';

/** Config from query results, as far as the boards use it: a row's columns become thresholds. Grafana's is not published. */
const configFromData = {
  id: 'configFromData',
  name: 'Config from query results',
  operator: (options) => (source) => source.pipe(map((data) => {
    const config = data.find((frame) => frame.refId === options.configRefId);
    // as Grafana does it: left alone, the row is shown
    if (!config || data.length === 1) return data;
    const steps = config.fields.flatMap((field) => {
      const mapping = options.mappings.find((each) => each.fieldName === field.name);
      const value = Number(field.values.at(-1));
      return mapping && field.length !== 0 && Number.isFinite(value) ? [{ value, color: mapping.handlerArguments.threshold.color }] : [];
    });
    const applies = getFieldMatcher(options.applyTo);
    return data.filter((frame) => frame !== config).map((frame) => ({
      ...frame,
      fields: frame.fields.map((field) => (steps.length && applies(field, frame, data)
        ? { ...field, config: { ...field.config, thresholds: { mode: ThresholdsMode.Absolute, steps: steps.map((step) => ({ ...step })) } } }
        : field)),
    }));
  })),
};

// some are listed under two names
const transformers = new Map([...Object.values(standardTransformers), configFromData].map((each) => [each.id, each]));
standardTransformersRegistry.setInit(() => [...transformers.values()].map((transformation) => ({
  id: transformation.id, name: transformation.name, transformation, editor: () => null,
})));

const identity = (value) => value;
const property = (id, isCustom = false) => ({
  id: isCustom ? `custom.${id}` : id, path: id, name: id, isCustom, process: identity, settings: {},
  // a label of the vertical axis is none of the time
  shouldApply: (field) => id !== 'axisLabel' || field.type !== FieldType.time,
});
const OPTIONS = ['unit', 'decimals', 'min', 'max', 'displayName', 'noValue', 'color', 'mappings', 'thresholds', 'links'];
const CUSTOM = [
  'drawStyle', 'lineInterpolation', 'lineWidth', 'fillOpacity', 'gradientMode', 'showPoints', 'pointSize', 'spanNulls', 'insertNulls',
  'axisPlacement', 'axisLabel', 'axisSoftMin', 'axisSoftMax', 'scaleDistribution', 'stacking', 'thresholdsStyle', 'hideFrom', 'lineStyle', 'align',
  'cellOptions', 'filterable', 'inspect', 'width',
];
const registry = new Registry(() => [...OPTIONS.map((id) => property(id)), ...CUSTOM.map((id) => property(id, true))]);

/** A base step is told by null in a dashboard's file. */
function withBase(config) {
  const steps = (config.thresholds?.steps ?? []).map((step) => ({ ...step, value: step.value ?? -Infinity }));
  return { ...config, thresholds: { ...config.thresholds, steps } };
}

export async function prepared(panel, data, theme, interpolated) {
  const context = { interpolate: interpolated };
  const transformed = panel.transformations.length
    ? await firstValueFrom(transformDataFrame(panel.transformations, data, context))
    : data;
  const frames = applyFieldOverrides({
    data: transformed,
    fieldConfig: { ...panel.fieldConfig, defaults: withBase(panel.fieldConfig.defaults) },
    fieldConfigRegistry: registry,
    replaceVariables: interpolated,
    theme,
    timeZone: 'utc',
  });
  cacheFieldDisplayNames(frames);
  return frames;
}

