// Pipelines that a connector names by itself: https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/connector/routingconnector
import { nearest } from '../../core/nearest.ts';
import { type ConfigNode, type ConfigPath, entryOf, pathText } from '../document/node.ts';
import { normalizeId } from '../id.ts';
import { type Pipeline, pipelinesNaming, type Reference, referencesOf } from '../topology.ts';
import { componentOf, type ServiceCheck } from './service-check.ts';

/** Where each connector names them; `*` is any item of a list. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  routing: ['default_pipelines', 'table.*.pipelines'],
  failover: ['priority_levels.*'],
};

const find = (
  node: ConfigNode | undefined,
  keys: readonly string[],
  path: ConfigPath,
): readonly Reference[] => {
  const [key, ...rest] = keys;
  if (key === undefined) return referencesOf(node, path);
  if (key !== '*') return find(entryOf(node, key)?.value, rest, [...path, key]);
  return node?.kind === 'list' ? node.items.flatMap((item, index) => find(item, rest, [...path, index])) : [];
};

/** Each has to receive from the connector, and what it receives has to be what the connector is given. */
export const checkConnectorPipelines = (
  id: string,
  node: ConfigNode | undefined,
  pipelines: readonly Pipeline[],
  check: ServiceCheck,
): void => {
  const type = componentOf(id, 'connectors', check)?.type ?? '';
  const names = Object.hasOwn(NAMES, type) ? (NAMES[type] as readonly string[]) : [];
  const sources = pipelinesNaming(pipelines, ['exporters'], [id]);
  const targets = pipelinesNaming(pipelines, ['receivers'], [id]);
  // That it has two sides is looked at elsewhere.
  if (sources.length === 0 || targets.length === 0) return;
  const known = targets.map((target) => target.id);
  for (const reference of names.flatMap((name) => find(node, name.split('.'), ['connectors', id]))) {
    const { place, path } = reference;
    const add = (problem: string, message: string): void => {
      check.problems.push({
        id: problem,
        severity: 'error',
        place,
        path,
        message: `${pathText(path)}: "${reference.id}" ${message}`,
      });
    };
    const target = targets.find((each) => normalizeId(each.id) === reference.id);
    const other = target && sources.find(({ signal }) => signal !== target.signal);
    const near = nearest(reference.id, known);
    if (!target)
      add(
        'dangling-reference',
        `does not receive from ${id}; ${near ? `did you mean "${near}"?` : `those that do: ${known.join(', ')}`}`,
      );
    else if (other) add('wrong-signal', `cannot take the ${other.signal} of ${other.id}`);
  }
};
