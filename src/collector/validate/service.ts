import { type ConfigNode, entryOf, kindOf } from '../document/node.ts';
import { pipelinesOf, referencesOf } from '../topology.ts';
import { checkConnectorPipelines } from './connector-pipelines.ts';
import { checkConnector, checkCycles } from './connectors.ts';
import { checkPipeline } from './pipelines.ts';
import { add, dangling, type ServiceCheck } from './service-check.ts';
import { checkShape } from './service-shape.ts';

const checkPipelines = (root: ConfigNode, check: ServiceCheck): void => {
  const pipelines = pipelinesOf(root);
  for (const pipeline of pipelines) checkPipeline(pipeline, check);
  const connectors = entryOf(root, 'connectors')?.value;
  for (const [id, place] of check.configured.connectors) {
    checkConnector(id, place, pipelines, check);
    checkConnectorPipelines(id, entryOf(connectors, id)?.value, pipelines, check);
  }
  checkCycles(pipelines, check);
};

/** Checks `service`: what it refers to, what its pipelines carry, and how connectors join them. */
export const checkService = (root: ConfigNode, check: ServiceCheck): void => {
  const entry = entryOf(root, 'service');
  if (!entry || (entry.value.kind === 'scalar' && entry.value.value === null)) {
    add(check, 'missing', entry?.key ?? root.place, ['service'], 'is missing; expected pipelines');
    return;
  }
  if (entry.value.kind !== 'map') {
    add(
      check,
      'type',
      entry.value.place,
      ['service'],
      `expected a map with pipelines, found ${kindOf(entry.value)}`,
    );
    return;
  }
  checkShape(entry.value, check);
  for (const reference of referencesOf(entryOf(entry.value, 'extensions')?.value, ['service', 'extensions']))
    if (!check.configured.extensions.has(reference.id)) dangling(reference, ['extensions'], check);
  const pipelines = entryOf(entry.value, 'pipelines')?.value;
  if (
    !pipelines ||
    (pipelines.kind === 'map' && pipelines.entries.size === 0) ||
    (pipelines.kind === 'scalar' && pipelines.value === null)
  )
    add(
      check,
      'missing',
      entry.key,
      ['service', 'pipelines'],
      'is missing; expected at least one, such as traces',
    );
  checkPipelines(root, check);
};
