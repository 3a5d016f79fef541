import { type ConfigPath, entryOf, valueAt } from '../document/node.ts';
import { type Component, componentsOf, type LintContext, placeOf } from '../lint/context.ts';
import type { Change } from './migration.ts';

/** Components that listened at every address unless told otherwise, with what holds their `endpoint`. */
const SERVERS: Readonly<Record<string, 'own' | 'protocols'>> = {
  otlp: 'protocols',
  jaeger: 'protocols',
  zipkin: 'own',
  opencensus: 'own',
};

const tell = (component: Component, path: ConfigPath): Change | undefined => {
  if (entryOf(valueAt(component.node, path), 'endpoint')) return undefined;
  return {
    place: placeOf(component, path),
    path: [...component.path, ...path],
    message:
      'listens at localhost unless it has an endpoint, no longer at 0.0.0.0: give it one where others send to it',
    isNotice: true,
  };
};

/** Servers without an `endpoint` are reached from their own machine alone. */
export const localDefaults = function* (context: LintContext): Iterable<Change> {
  for (const component of componentsOf(context, 'receivers')) {
    if (component.pipelines.length === 0) continue;
    const where = SERVERS[component.writtenType];
    const protocols = entryOf(component.node, 'protocols')?.value;
    const paths =
      where === 'own'
        ? [[]]
        : where && protocols?.kind === 'map'
          ? [...protocols.entries.keys()].map((name) => ['protocols', name])
          : [];
    for (const path of paths) {
      const change = tell(component, path);
      if (change) yield change;
    }
  }
  for (const component of componentsOf(context, 'extensions', 'health_check')) {
    const change = tell(component, []);
    if (change && context.extensions.some(({ id }) => id === component.id)) yield change;
  }
};
