import { compareVersions } from '../../src/collector/migrate/version.ts';
import { migrations } from '../../src/collector/migrations.generated.ts';
import {
  COMPONENT_KINDS,
  type CollectorSchema,
  type ComponentKind,
  type ComponentSchema,
  type Schema,
} from '../../src/collector/schema/schema.ts';

/** https://pkg.go.dev/go.opentelemetry.io/collector/config/configoptional#Optional.Unmarshal */
const ENABLED_SINCE = '0.138.0';

type Types = Record<string, Schema>;

const pathOf = ({ module = '' }: ComponentSchema): string => module.split(' ')[0] ?? '';

/** Names of types that a schema refers to. */
function* references(schema: Schema): Iterable<string> {
  if (schema.ref !== undefined) yield schema.ref;
  yield* schema.parts ?? [];
  const inner = [
    ...Object.values(schema.fields ?? {}),
    ...Object.values(schema.variants ?? {}),
    schema.remain,
    schema.items,
  ];
  for (const each of inner) if (each) yield* references(each);
}

/** Adds the types that a schema needs and that the release itself does not have. */
const addTypes = (schema: Schema, from: CollectorSchema, version: string, into: Types): void => {
  for (const name of references(schema)) {
    const type = from.types[name];
    if (!type || into[name]) continue;
    into[name] = { ...type, from: version };
    addTypes(type, from, version, into);
  }
};

/** What a component is called at one release, going by its name at another. */
const nameAt = (
  kind: ComponentKind,
  component: ComponentSchema,
  from: string,
  to: string,
): Pick<ComponentSchema, 'type' | 'deprecatedAlias'> => {
  const { type, deprecatedAlias } = component;
  const isBetween = (version: string, low: string, high: string) =>
    compareVersions(version, low) > 0 && compareVersions(version, high) <= 0;
  for (const { version, renames = [] } of migrations) {
    const later = renames.find((rename) => rename.kind === kind && rename.from === type);
    if (later && isBetween(version, from, to)) return { type: later.to, deprecatedAlias: type };
    const earlier = renames.find((rename) => rename.kind === kind && rename.to === type);
    if (earlier && isBetween(version, to, from)) return { type: earlier.from };
  }
  return deprecatedAlias === undefined ? { type } : { type, deprecatedAlias };
};

/** Names that components get after a release, with the names that they have at it. */
const laterNames = ({ version: own, ...schema }: CollectorSchema): NonNullable<CollectorSchema['later']> => {
  const later: Partial<Record<ComponentKind, Record<string, { name: string; since: string }>>> = {};
  for (const { version, renames = [] } of migrations)
    for (const { kind, from, to } of renames)
      if (compareVersions(version, own) > 0 && schema[kind][from])
        later[kind] = { ...later[kind], [to]: { name: from, since: version } };
  return later;
};

/** The other releases in the order in which they stand in: the next older first, then the next newer. */
const standIns = (dumps: readonly CollectorSchema[], version: string): readonly CollectorSchema[] => {
  const sorted = dumps.toSorted((one, other) => compareVersions(other.version, one.version));
  return [
    ...sorted.filter((each) => compareVersions(each.version, version) < 0),
    ...sorted.filter((each) => compareVersions(each.version, version) > 0).reverse(),
  ];
};

/**
 * The schema of one release, with what could not be had at that release from the others. The parts that components
 * share, such as the queue of an exporter, are those of the release itself, as they would be in its Collector.
 */
export const combine = (dumps: readonly CollectorSchema[], own: CollectorSchema): CollectorSchema => {
  const types: Types = { ...own.types };
  const kinds = Object.fromEntries(
    COMPONENT_KINDS.map((kind) => {
      const components: Record<string, ComponentSchema> = { ...own[kind] };
      const known = new Set(Object.values(components).map(pathOf));
      for (const other of standIns(dumps, own.version))
        for (const component of Object.values(other[kind])) {
          const path = pathOf(component);
          if (known.has(path)) continue;
          known.add(path);
          const { deprecatedAlias: _, ...rest } = component;
          const name = nameAt(kind, component, other.version, own.version);
          const from = component.from ?? other.version;
          components[name.type] = { ...rest, ...name, module: `${path} v${own.version}`, from };
          addTypes(component.config, other, from, types);
        }
      return [kind, Object.fromEntries(Object.entries(components).sort(([a], [b]) => (a < b ? -1 : 1)))];
    }),
  ) as unknown as Pick<CollectorSchema, ComponentKind>;
  const sorted = Object.fromEntries(Object.entries(types).sort(([a], [b]) => (a < b ? -1 : 1)));
  const takesEnabled = compareVersions(own.version, ENABLED_SINCE) >= 0;
  const combined = { ...own, takesEnabled, ...kinds, types: sorted };
  return { ...combined, later: laterNames(combined) };
};
