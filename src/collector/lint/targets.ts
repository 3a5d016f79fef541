import { type ConfigPath, type Place, valueAt } from '../document/node.ts';
import { type Component, componentsOf, type LintContext, placeOf, textOf } from './context.ts';

/** An address to which an exporter sends. */
export interface Target {
  readonly component: Component;
  readonly path: ConfigPath;
  readonly endpoint: string;
  readonly place: Place;
}

/** Exporters whose `endpoint` is where others fetch the data. */
const LISTENING = new Set(['prometheus']);

const KEYS = ['endpoint', 'traces_endpoint', 'metrics_endpoint', 'logs_endpoint', 'profiles_endpoint'];

const targetsOf = (component: Component): readonly Target[] => {
  if (LISTENING.has(component.type)) return [];
  return KEYS.flatMap((key) => {
    const endpoint = textOf(valueAt(component.node, [key]));
    // A host that is left empty is a variable that is not set here.
    if (endpoint === undefined || /^([a-z]+:\/\/)?(:|\/|$)/i.test(endpoint)) return [];
    const path = [...component.path, key];
    return [{ component, path, endpoint, place: placeOf(component, [key]) }];
  });
};

/** Where exporters that are used send to. */
export const exportTargets = (context: LintContext): readonly Target[] =>
  componentsOf(context, 'exporters')
    .filter(({ pipelines }) => pipelines.length > 0)
    .flatMap(targetsOf);
