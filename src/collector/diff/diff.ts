import { type ConfigNode, entryOf, valueAt } from '../document/node.ts';
import { describe, settingsOf } from '../explain/describe.ts';
import { effectiveSettings, isRecord } from '../explain/effective.ts';
import { parseId } from '../id.ts';
import { compareVersions } from '../migrate/version.ts';
import {
  COMPONENT_KINDS,
  type CollectorSchema,
  type ComponentKind,
  findComponent,
} from '../schema/schema.ts';
import { PIPELINE_KEYS, type Pipeline, pipelinesNaming, pipelinesOf, referencesOf } from '../topology.ts';
import { type Change, compareValues } from './compare.ts';

export interface Difference {
  /** `processors.batch`, `service.pipelines.traces`. */
  readonly what: string;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly changes: readonly Change[];
  /** Of what was added or removed: what it does or did, in words. */
  readonly words: readonly string[];
}

/** The id with the present name of its type, by which two writings of one component are known to be the same. */
const presentId = (schema: CollectorSchema, kinds: readonly ComponentKind[], id: string): string => {
  const parsed = parseId(id);
  if (!parsed) return id;
  const type = kinds.map((kind) => findComponent(schema, kind, parsed.type)?.type).find((each) => each);
  return parsed.name === '' ? (type ?? parsed.type) : `${type ?? parsed.type}/${parsed.name}`;
};

const writtenIds = (root: ConfigNode, schema: CollectorSchema, kind: ComponentKind) => {
  const node = entryOf(root, kind)?.value;
  const ids = node?.kind === 'map' ? [...node.entries.keys()] : [];
  return new Map(ids.map((id) => [presentId(schema, [kind], id), id]));
};

const wordsOf = (root: ConfigNode, schema: CollectorSchema, kind: ComponentKind, id: string) => {
  const signal = pipelinesNaming(pipelinesOf(root), PIPELINE_KEYS, [id])[0]?.signal;
  const { does, changes = [], drops = [] } = describe(root, schema, kind, id, signal);
  const unused = signal === undefined && kind !== 'extensions' ? ['no pipeline names it'] : [];
  return [
    ...unused,
    ...does,
    ...changes.map((each) => `changes: ${each}`),
    ...drops.map((each) => `drops: ${each}`),
  ];
};

const isOff = (value: unknown): boolean =>
  value === null || value === undefined || (isRecord(value) && value.enabled === false);

/** What is on has no key of its own since 0.138.0, and what is off has nothing. */
const isSwitch = ({ path, before, after }: Change): boolean =>
  (path.endsWith('.enabled') &&
    (before === true || after === true) &&
    (before === undefined || after === undefined)) ||
  (isOff(before) && isOff(after));

/** A configuration, and the schemas of the Collector that runs it. */
interface Side {
  readonly root: ConfigNode;
  readonly schema: CollectorSchema;
}

const componentDifferences = (before: Side, after: Side, names: CollectorSchema): readonly Difference[] =>
  COMPONENT_KINDS.flatMap((kind) => {
    const [old, now] = [writtenIds(before.root, names, kind), writtenIds(after.root, names, kind)];
    return [...new Set([...old.keys(), ...now.keys()])].flatMap((id): readonly Difference[] => {
      const [oldId, newId] = [old.get(id), now.get(id)];
      const what = `${kind}.${id}`;
      if (oldId === undefined)
        return [
          {
            what,
            kind: 'added',
            changes: [],
            words: wordsOf(after.root, after.schema, kind, newId as string),
          },
        ];
      if (newId === undefined)
        return [
          { what, kind: 'removed', changes: [], words: wordsOf(before.root, before.schema, kind, oldId) },
        ];
      const changes = compareValues(
        settingsOf(before.root, before.schema, kind, oldId)?.settings,
        settingsOf(after.root, after.schema, kind, newId)?.settings,
      ).filter((change) => before.schema === after.schema || !isSwitch(change));
      return changes.length > 0 ? [{ what, kind: 'changed', changes, words: [] }] : [];
    });
  });

/** References of a pipeline. Only the order of processors has a meaning. */
const shapeOf = (pipeline: Pipeline, schema: CollectorSchema) => {
  const present = (key: 'receivers' | 'processors' | 'exporters'): readonly string[] => [
    ...new Set(pipeline[key].map(({ id }) => presentId(schema, [key, 'connectors'], id))),
  ];
  return {
    receivers: present('receivers').toSorted(),
    processors: present('processors'),
    exporters: present('exporters').toSorted(),
  };
};

/** Lists that differ, whole: what stands where in them is the change. */
const listChanges = (
  before: Readonly<Record<string, readonly string[]>>,
  after: Readonly<Record<string, readonly string[]>>,
): readonly Change[] =>
  Object.keys(before).flatMap((path) => {
    const [one, other] = [before[path] ?? [], after[path] ?? []];
    return JSON.stringify(one) === JSON.stringify(other) ? [] : [{ path, before: one, after: other }];
  });

const pipelineDifferences = (
  before: ConfigNode,
  after: ConfigNode,
  schema: CollectorSchema,
): readonly Difference[] => {
  const byId = (root: ConfigNode) =>
    new Map(pipelinesOf(root).map((pipeline) => [pipeline.id, shapeOf(pipeline, schema)]));
  const [old, now] = [byId(before), byId(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((id): readonly Difference[] => {
    const what = `service.pipelines.${id}`;
    const [one, other] = [old.get(id), now.get(id)];
    if (one && other) {
      const changes = listChanges(one, other);
      return changes.length > 0 ? [{ what, kind: 'changed', changes, words: [] }] : [];
    }
    const words = Object.entries(one ?? other ?? {}).map(
      ([key, ids]) => `${key}: ${ids.join(', ') || 'none'}`,
    );
    return [{ what, kind: one ? 'removed' : 'added', changes: [], words }];
  });
};

const serviceDifferences = (before: Side, after: Side, names: CollectorSchema): readonly Difference[] => {
  const started = ({ root }: Side) => ({
    extensions: [
      ...new Set(
        referencesOf(valueAt(root, ['service', 'extensions']), []).map(({ id }) =>
          presentId(names, ['extensions'], id),
        ),
      ),
    ].toSorted(),
  });
  const telemetry = ({ root, schema }: Side) =>
    effectiveSettings(valueAt(root, ['service', 'telemetry']), 'telemetry', schema.telemetry, schema);
  const found = [
    ['service', listChanges(started(before), started(after))],
    ['service.telemetry', compareValues(telemetry(before), telemetry(after))],
  ] as const;
  return found
    .filter(([, changes]) => changes.length > 0)
    .map(([what, changes]) => ({ what, kind: 'changed', changes, words: [] }));
};

/**
 * What the second configuration does that the first does not, and the other way round. With `afterSchema`, the second
 * is run by another version of the Collector, which may have other defaults.
 */
export const diffConfigurations = (
  before: ConfigNode,
  after: ConfigNode,
  beforeSchema: CollectorSchema,
  afterSchema: CollectorSchema = beforeSchema,
): readonly Difference[] => {
  // Former names are known to the newer one.
  const isOlder = compareVersions(beforeSchema.version, afterSchema.version) < 0;
  const names = isOlder ? afterSchema : beforeSchema;
  const [one, other] = [
    { root: before, schema: beforeSchema },
    { root: after, schema: afterSchema },
  ];
  return [
    ...pipelineDifferences(before, after, names),
    ...componentDifferences(one, other, names),
    ...serviceDifferences(one, other, names),
  ];
};
