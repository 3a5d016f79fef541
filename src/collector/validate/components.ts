import { nearest } from '../../core/nearest.ts';
import { type ConfigNode, entryOf, isNothing, kindOf, type Place } from '../document/node.ts';
import { normalizeId, parseId } from '../id.ts';
import { compareVersions } from '../migrate/version.ts';
import type { Problem } from '../problem.ts';
import { removedBefore } from '../removed.ts';
import {
  type CollectorSchema,
  type ComponentKind,
  type ComponentSchema,
  findComponent,
} from '../schema/schema.ts';
import { judge } from './judge.ts';
import type { ValidateOptions } from './options.ts';
import type { RuleTime } from './type-rule.ts';
import { checkValue } from './values.ts';
import type { ViewStart } from './view.ts';

/** A component that is configured. */
export interface ConfiguredComponent {
  readonly kind: ComponentKind;
  readonly id: string;
  readonly type: string;
  readonly key: Place;
  readonly node: ConfigNode;
  /** Undefined where there is no schema of it. */
  readonly schema: ComponentSchema | undefined;
  /** All its values are of the types that they should have, so that its code can judge them. */
  readonly isDecoded: boolean;
}

/** A component as its code gets it. */
export const componentStart = ({ kind, id, key, node, schema }: ConfiguredComponent): ViewStart => ({
  node: isNothing(node) ? undefined : node,
  given: schema?.config ?? { kind: 'any' },
  path: [kind, id],
  place: key,
  defaults: schema?.defaults,
  inner: [],
});

/** Defaults of a newer version do not fit the parts that an older one shares between components. */
const isNewer = ({ from }: ComponentSchema, { version }: CollectorSchema): boolean =>
  from !== undefined && compareVersions(from, version) > 0;

/** What the code of a component says at some times, given that its values have the right types. */
export const judgeComponent = (
  component: ConfiguredComponent,
  times: readonly RuleTime[],
  signals: readonly string[],
  { schema, env }: ValidateOptions,
): readonly Problem[] =>
  component.schema && component.isDecoded && !isNewer(component.schema, schema)
    ? judge(componentStart(component), times, { schema, env, signals, component: component.schema })
    : [];

/** Why a component has no schema, and what would be right. */
const unknownComponent = (
  kind: ComponentKind,
  id: string,
  type: string,
  key: Place,
  { schema, unknownComponents = 'note' }: ValidateOptions,
): Problem => {
  const report = (severity: Problem['severity'], message: string): Problem => ({
    id: 'unknown-component',
    severity,
    place: key,
    path: [kind, id],
    message: `${kind}.${id}: ${message}`,
  });
  const later = schema.later?.[kind]?.[type];
  if (later)
    return report(
      'error',
      `"${type}" is there from ${later.since}; in the Collector ${schema.version} it is called "${later.name}"`,
    );
  const removed = removedBefore(schema.version, kind, type);
  if (removed) return report('error', `"${type}" is not there any more; ${removed.instead}`);
  const near = nearest(type, Object.keys(schema[kind]));
  const hint = near ? `; did you mean "${near}"?` : '';
  return report(
    unknownComponents,
    `no schema of "${type}" for ${schema.version}, so its keys are not checked${hint}`,
  );
};

/** Says once that a schema is of another version than the Collector. */
const addBorrowed = (
  component: ComponentSchema,
  key: Place,
  path: readonly string[],
  problems: Problem[],
) => {
  const message = `${path[0]}.${component.type}: checked with the schema of ${component.from}`;
  if (component.from !== undefined && !problems.some((each) => each.message === message))
    problems.push({ id: 'borrowed-schema', severity: 'note', place: key, path: [...path], message });
};

const readComponent = (
  kind: ComponentKind,
  id: string,
  type: string,
  key: Place,
  node: ConfigNode,
  problems: Problem[],
  options: ValidateOptions,
): ConfiguredComponent => {
  const { schema } = options;
  const component = findComponent(schema, kind, type);
  const found: Problem[] = [];
  const path = [kind, id];
  if (component) checkValue(node, component.config, path, { schema, problems: found });
  else found.push(unknownComponent(kind, id, type, key, options));
  if (component) addBorrowed(component, key, path, problems);
  if (component && component.type !== type)
    found.push({
      id: 'deprecated-name',
      severity: 'warning',
      place: key,
      path,
      message: `${kind}.${id}: "${type}" is deprecated; it is called "${component.type}"`,
    });
  problems.push(...found);
  const isDecoded = !found.some(({ severity }) => severity === 'error');
  return { kind, id, type: component?.type ?? type, key, node, schema: component, isDecoded };
};

const nothingAt = (place: Place): ConfigNode => ({ kind: 'map', place, entries: new Map() });

/** The Collector knows a component by its id without the spaces, and looks for what it is to be by that. */
const unread = (kind: ComponentKind, written: string, place: Place): Problem => ({
  id: 'unread-component',
  severity: 'warning',
  place,
  path: [kind, written],
  message: `${kind}: "${written}" has spaces, and the Collector reads nothing of what it says and takes the defaults; write "${normalizeId(written)}"`,
});

/** The components of one kind that are configured; says which of their values cannot be decoded. */
export const readComponents = (
  root: ConfigNode,
  kind: ComponentKind,
  problems: Problem[],
  options: ValidateOptions,
): readonly ConfiguredComponent[] => {
  const node = entryOf(root, kind)?.value;
  if (!node || isNothing(node)) return [];
  if (node.kind !== 'map') {
    const message = `${kind}: expected a map of components, found ${kindOf(node)}`;
    problems.push({ id: 'type', severity: 'error', place: node.place, path: [kind], message });
    return [];
  }
  const seen = new Set<string>();
  return [...node.entries].flatMap(([written, { key, value }]) => {
    const parsed = parseId(written);
    const id = normalizeId(written);
    const isTwice = seen.has(id);
    seen.add(id);
    if (parsed && !isTwice) {
      if (written === id) return [readComponent(kind, id, parsed.type, key, value, problems, options)];
      problems.push(unread(kind, written, key));
      return [readComponent(kind, id, parsed.type, key, nothingAt(value.place), problems, options)];
    }
    const message = isTwice
      ? `${kind}: "${id}" is there twice; give one of them a name of its own`
      : `${kind}: "${id}" is not accepted; expected type or type/name`;
    problems.push({ id: 'component-id', severity: 'error', place: key, path: [kind, written], message });
    return [];
  });
};
