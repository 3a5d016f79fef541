import { type ConfigPath, valueAt } from '../document/node.ts';
import { type Component, componentsOf, effective, type LintContext } from './context.ts';

/** Exporters with the settings of the exporter helper that send somewhere, and that a pipeline uses. */
export const networkExporters = (context: LintContext): readonly Component[] =>
  componentsOf(context, 'exporters').filter(
    ({ type, pipelines }) => pipelines.length > 0 && !['debug', 'nop', 'file', 'prometheus'].includes(type),
  );

/** Those among them whose own time limit and retries count: load_balancing has them for each of its targets. */
export const directExporters = (context: LintContext): readonly Component[] =>
  networkExporters(context).filter(({ type }) => !['load_balancing', 'loadbalancing'].includes(type));

/** Those among them that have a `sending_queue`. */
export const queuedExporters = (context: LintContext): readonly Component[] =>
  networkExporters(context).filter(
    (exporter) => typeof exporter.schema?.defaults?.sending_queue === 'object' && hasQueue(exporter),
  );

/** The queue is on: by default it is, and `enabled: false` takes it away. */
export const hasQueue = (exporter: Component): boolean =>
  effective(exporter, ['sending_queue', 'enabled']) !== false &&
  (effective(exporter, ['sending_queue']) ?? undefined) !== undefined;

export const hasStorage = (exporter: Component): boolean => {
  const storage = valueAt(exporter.node, ['sending_queue', 'storage']);
  return (
    hasQueue(exporter) && storage !== undefined && !(storage.kind === 'scalar' && storage.value === null)
  );
};

export const isSet = (component: Component, path: ConfigPath): boolean => {
  const node = valueAt(component.node, path);
  return node !== undefined && !(node.kind === 'scalar' && node.value === null);
};
