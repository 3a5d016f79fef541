import { type ConfigPath, entryOf, type Place, valueAt } from '../document/node.ts';
import { type Component, componentsOf, type LintContext, textOf } from './context.ts';

/** An attribute by which a connector splits its metrics. */
export interface Dimension {
  readonly name: string;
  readonly place: Place;
  readonly path: ConfigPath;
}

const listed = (component: Component, keys: ConfigPath, name: string): readonly Dimension[] => {
  const list = valueAt(component.node, keys);
  if (list?.kind !== 'list') return [];
  return list.items.flatMap((item, index) => {
    const text = textOf(entryOf(item, name)?.value) ?? textOf(item);
    return text === undefined
      ? []
      : [{ name: text, place: item.place, path: [...component.path, ...keys, index] }];
  });
};

/** Of count and sum, which have their metrics by kind of data and name. */
const countAttributes = (component: Component): readonly Dimension[] => {
  if (component.node.kind !== 'map') return [];
  return [...component.node.entries].flatMap(([data, { value }]) =>
    value.kind === 'map'
      ? [...value.entries.keys()].flatMap((metric) => listed(component, [data, metric, 'attributes'], 'key'))
      : [],
  );
};

const signalAttributes = (component: Component): readonly Dimension[] =>
  ['spans', 'datapoints', 'logs', 'profiles'].flatMap((data) => {
    const metrics = valueAt(component.node, [data]);
    if (metrics?.kind !== 'list') return [];
    return metrics.items.flatMap((_, index) => listed(component, [data, index, 'attributes'], 'key'));
  });

const SPAN_METRICS_LISTS = [
  ['dimensions'],
  ['calls_dimensions'],
  ['histogram', 'dimensions'],
  ['events', 'dimensions'],
];

/** The dimensions of all connectors that make metrics. */
export const dimensionsOf = (context: LintContext): readonly Dimension[] => [
  ...componentsOf(context, 'connectors', 'span_metrics').flatMap((component) =>
    SPAN_METRICS_LISTS.flatMap((keys) => listed(component, keys, 'name')),
  ),
  ...componentsOf(context, 'connectors', 'count', 'sum').flatMap(countAttributes),
  ...componentsOf(context, 'connectors', 'exceptions', 'service_graph', 'servicegraph').flatMap((component) =>
    listed(component, ['dimensions'], 'name'),
  ),
  ...componentsOf(context, 'connectors', 'signal_to_metrics').flatMap(signalAttributes),
];
