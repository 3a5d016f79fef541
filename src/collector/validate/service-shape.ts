import { nearest } from '../../core/nearest.ts';
import {
  type ConfigNode,
  type ConfigPath,
  entryOf,
  isNothing,
  kindOf,
  type MapNode,
} from '../document/node.ts';
import { PIPELINE_KEYS } from '../topology.ts';
import { add, type ServiceCheck } from './service-check.ts';

const SERVICE_KEYS = ['extensions', 'pipelines', 'telemetry'];

const checkKeys = (node: MapNode, path: ConfigPath, known: readonly string[], check: ServiceCheck): void => {
  for (const [key, entry] of node.entries) {
    if (known.includes(key)) continue;
    const near = nearest(key, known);
    const hint = near ? `did you mean "${near}"?` : `known: ${known.join(', ')}`;
    add(check, 'unknown-key', entry.key, path, `"${key}" is not known; ${hint}`);
  }
};

const wrongType = (node: ConfigNode, path: ConfigPath, what: string, check: ServiceCheck): void =>
  add(check, 'type', node.place, path, `expected ${what}, found ${kindOf(node)}`);

const isText = (node: ConfigNode): boolean => node.kind === 'scalar' && typeof node.value === 'string';

/** A list of components. */
const checkIds = (node: ConfigNode | undefined, path: ConfigPath, check: ServiceCheck): void => {
  if (!node || isNothing(node)) return;
  if (node.kind !== 'list') wrongType(node, path, 'a list of components', check);
  else
    for (const [index, item] of node.items.entries())
      if (!isText(item)) wrongType(item, [...path, index], 'the name of a component', check);
};

const checkPipelineShape = (value: ConfigNode, path: ConfigPath, check: ServiceCheck): void => {
  if (isNothing(value)) return;
  if (value.kind !== 'map') {
    wrongType(value, path, 'a map with receivers, processors and exporters', check);
    return;
  }
  checkKeys(value, path, PIPELINE_KEYS, check);
  for (const key of PIPELINE_KEYS) checkIds(entryOf(value, key)?.value, [...path, key], check);
};

/** Keys and types of `service` but for `telemetry`, which has a schema. */
export const checkShape = (service: MapNode, check: ServiceCheck): void => {
  checkKeys(service, ['service'], SERVICE_KEYS, check);
  checkIds(entryOf(service, 'extensions')?.value, ['service', 'extensions'], check);
  const pipelines = entryOf(service, 'pipelines')?.value;
  if (!pipelines || isNothing(pipelines)) return;
  const path: ConfigPath = ['service', 'pipelines'];
  if (pipelines.kind !== 'map') wrongType(pipelines, path, 'a map of pipelines', check);
  else for (const [id, { value }] of pipelines.entries) checkPipelineShape(value, [...path, id], check);
};
