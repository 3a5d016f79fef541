import { nearest } from '../../core/nearest.ts';
import type { Surroundings } from '../document/expand.ts';
import { type LoadedConfiguration, loadConfiguration, type SourceFile } from '../document/load.ts';
import { type ConfigNode, entryOf, kindOf, type Place } from '../document/node.ts';
import { parseId } from '../id.ts';
import { checkAllOttl } from '../ottl/check-all.ts';
import { type Problem, sortProblems } from '../problem.ts';
import {
  COMPONENT_KINDS,
  type CollectorSchema,
  type ComponentKind,
  findComponent,
} from '../schema/schema.ts';
import { checkService } from './service.ts';
import type { Configured } from './service-check.ts';
import { checkValue } from './values.ts';

export interface ValidateOptions extends Surroundings {
  readonly schema: CollectorSchema;
  /** What a component is that the schema does not have: one of a vendor, or of another distribution. */
  readonly unknownComponents?: 'note' | 'error';
}

export interface Validated extends LoadedConfiguration {
  /** All of them, in the order of their places. */
  readonly problems: readonly Problem[];
}

const ROOT_KEYS = [...COMPONENT_KINDS, 'service'];

const isNothing = (node: ConfigNode | undefined): boolean =>
  node === undefined || (node.kind === 'scalar' && node.value === null);

/** Checks the components of one kind, and returns the ids of those that are configured. */
const checkComponents = (
  root: ConfigNode,
  kind: ComponentKind,
  problems: Problem[],
  { schema, unknownComponents = 'note' }: ValidateOptions,
): ReadonlyMap<string, Place> => {
  const ids = new Map<string, Place>();
  const node = entryOf(root, kind)?.value;
  if (!node || isNothing(node)) return ids;
  if (node.kind !== 'map') {
    problems.push({
      id: 'type',
      severity: 'error',
      place: node.place,
      path: [kind],
      message: `${kind}: expected a map of components, found ${kindOf(node)}`,
    });
    return ids;
  }
  for (const [id, { key, value }] of node.entries) {
    const path = [kind, id];
    const parsed = parseId(id);
    if (!parsed) {
      problems.push({
        id: 'component-id',
        severity: 'error',
        place: key,
        path,
        message: `${kind}: "${id}" is not accepted; expected type or type/name`,
      });
      continue;
    }
    ids.set(id, key);
    const component = findComponent(schema, kind, parsed.type);
    if (component) {
      checkValue(value, component.config, path, { schema, problems });
      continue;
    }
    const near = nearest(parsed.type, Object.keys(schema[kind]));
    problems.push({
      id: 'unknown-component',
      severity: unknownComponents === 'error' ? 'error' : 'note',
      place: key,
      path,
      message: `${kind}.${id}: no schema of "${parsed.type}" for ${schema.version}, so its keys are not checked${near ? `; did you mean "${near}"?` : ''}`,
    });
  }
  return ids;
};

const checkRoot = (root: ConfigNode, problems: Problem[]): void => {
  if (root.kind !== 'map') return;
  for (const [key, entry] of root.entries) {
    if (ROOT_KEYS.includes(key)) continue;
    const near = nearest(key, ROOT_KEYS);
    const hint = near ? `did you mean "${near}"?` : `known: ${ROOT_KEYS.join(', ')}`;
    problems.push({
      id: 'unknown-key',
      severity: 'error',
      place: entry.key,
      path: [],
      message: `"${key}" is not known; ${hint}`,
    });
  }
};

/** Checks a configuration of the Collector as a whole: every problem at once, each at its place. */
export const validateConfiguration = (files: readonly SourceFile[], options: ValidateOptions): Validated => {
  const loaded = loadConfiguration(files, options);
  const problems: Problem[] = [...loaded.problems];
  const { node } = loaded;
  if (!node) {
    const place = { file: files[0]?.name ?? '', line: 1, column: 1 };
    if (problems.length === 0)
      problems.push({
        id: 'empty',
        severity: 'error',
        place,
        path: [],
        message: 'the configuration is empty; expected receivers, exporters and service',
      });
    return { ...loaded, problems };
  }
  checkRoot(node, problems);
  const configured = Object.fromEntries(
    COMPONENT_KINDS.map((kind) => [kind, checkComponents(node, kind, problems, options)]),
  ) as unknown as Configured;
  for (const kind of ['receivers', 'exporters'] as const)
    if (configured[kind].size === 0)
      problems.push({
        id: 'missing',
        severity: 'error',
        place: node.place,
        path: [kind],
        message: `${kind}: is missing; expected at least one`,
      });
  for (const [id, place] of configured.connectors)
    for (const kind of ['receivers', 'exporters'] as const)
      if (configured[kind].has(id))
        problems.push({
          id: 'ambiguous-id',
          severity: 'error',
          place,
          path: ['connectors', id],
          message: `connectors.${id}: ${kind} has the same name; give one of them a name of its own`,
        });
  const telemetry = entryOf(entryOf(node, 'service')?.value, 'telemetry')?.value;
  if (telemetry)
    checkValue(telemetry, options.schema.telemetry.config, ['service', 'telemetry'], {
      schema: options.schema,
      problems,
    });
  checkService(node, { schema: options.schema, configured, problems });
  problems.push(...checkAllOttl(node, options.schema));
  return { ...loaded, problems: sortProblems(problems) };
};
