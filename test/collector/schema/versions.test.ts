import { describe, expect, test } from '@jest/globals';
import { parse, stringify } from 'yaml';
import {
  loadDescriptions,
  loadSchema,
  schemaVersions,
} from '../../../src/cli/commands/collector/load-schema.ts';
import { findPackageRoot } from '../../../src/cli/package-root.ts';
import { durationText } from '../../../src/collector/json-schema/duration-text.ts';
import { configurationSchema } from '../../../src/collector/json-schema/json-schema.ts';
import { compareVersions } from '../../../src/collector/migrate/version.ts';
import { migrations } from '../../../src/collector/migrations.generated.ts';
import {
  COMPONENT_KINDS,
  type CollectorSchema,
  type ComponentSchema,
  resolveSchema,
  type Schema,
} from '../../../src/collector/schema/schema.ts';
import { typeRules } from '../../../src/collector/validate/types.generated.ts';
import { validateConfiguration } from '../../../src/collector/validate/validate.ts';
import { isValid } from '../json-schema/check.ts';
import { complete } from '../validate/complete.ts';

const root = findPackageRoot(import.meta.dirname);
const versions = schemaVersions(root).map((version) => ({ version, schema: loadSchema(root, version) }));

const componentsOf = (schema: CollectorSchema) =>
  COMPONENT_KINDS.flatMap((kind) =>
    Object.values(schema[kind]).map((component) => ({ kind, component, name: `${kind}.${component.type}` })),
  );

const errorsOf = (text: string, schema: CollectorSchema) =>
  validateConfiguration([{ name: 'a.yaml', text }], { schema, env: {}, readFile: () => '' })
    .problems.filter(({ severity }) => severity === 'error')
    .map(({ id, message }) => ({ id, message }));

/** It may be set only where another key is set too. */
const DEPENDENT = 'exporters.debug.output_paths: needs use_internal_logger: false';

/** Default values as somebody would write them; what JSON cannot say of them is left out. */
const written = (value: unknown, given: Schema, schema: CollectorSchema): unknown => {
  const { kind, fields, remain, items, custom } = resolveSchema(given, schema);
  if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) return undefined;
  if (kind === 'duration') return typeof value === 'number' ? durationText(value) : undefined;
  if (kind === 'list')
    return custom ? undefined : (value as unknown[]).map((each) => written(each, items ?? given, schema));
  // A secret is never told, not even that it is empty.
  if (kind === 'opaque') return undefined;
  if (kind === 'text') return typeof value === 'string' && value !== '' ? value : undefined;
  if (typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, each]) => {
    const field = fields?.[key] ?? remain ?? items;
    return [key, field ? written(each, field, schema) : undefined] as const;
  });
  return Object.fromEntries(entries.filter(([, each]) => each !== undefined));
};

function* references(schema: Schema): Iterable<string> {
  if (schema.ref !== undefined) yield schema.ref;
  const inner = [...Object.values(schema.fields ?? {}), ...Object.values(schema.variants ?? {})];
  for (const each of [...inner, schema.items, schema.remain]) if (each) yield* references(each);
}

test('several versions are there, the newest last', () => {
  expect(versions.length).toBeGreaterThanOrEqual(4);
  expect(versions.at(-1)?.version).toBe('0.155.0');
});

describe.each(versions)('the Collector $version', ({ version, schema }) => {
  const components = componentsOf(schema);
  const json = configurationSchema(schema, { descriptions: loadDescriptions(root) });

  test('has every part', () => {
    expect(schema.version).toBe(version);
    expect(components.length).toBeGreaterThan(90);
    expect(Object.keys(schema.ottl?.functions ?? {}).length).toBeGreaterThan(60);
  });

  test('names no type that it does not have', () => {
    const named = [...components.map(({ component }) => component.config), ...Object.values(schema.types)];
    const missing = new Set(
      named.flatMap((each) => [...references(each)]).filter((ref) => !schema.types[ref]),
    );
    expect([...missing]).toEqual([]);
  });

  test('says of each component what signals it is for, and where its module is', () => {
    const without = components.filter(
      ({ component }) =>
        Object.keys(component.stability).length === 0 || !component.module?.endsWith(` v${version}`),
    );
    expect(without.map(({ name }) => name)).toEqual([]);
  });

  // What code refuses, where a key is required for example, it refuses of an empty configuration too.
  test.each(components)('accepts the defaults of $name', ({ kind, component }) => {
    const text = (config: unknown) => complete(stringify({ [kind]: { [component.type]: config } }), schema);
    const defaults = written(component.defaults, component.config, schema);
    const refused = errorsOf(text({}), schema).map(({ id }) => id);
    const errors = errorsOf(text(defaults), schema).filter(({ message }) => message !== DEPENDENT);
    expect(errors.filter(({ id }) => id === 'type' || id === 'unknown-key' || !refused.includes(id))).toEqual(
      [],
    );
  });

  test('accepts the good examples of the rules, but for keys that came later', () => {
    const wrong = typeRules.flatMap(({ good }) => {
      const example = Object.entries(schema.later ?? {}).reduce(
        (text, [kind, names]) =>
          Object.entries(names ?? {}).reduce(
            (each, [later, { name }]) => each.replace(new RegExp(`(${kind}: \\{ )${later}\\b`), `$1${name}`),
            text,
          ),
        good,
      );
      return errorsOf(complete(example, schema), schema).filter(({ id }) => id !== 'unknown-key');
    });
    const refusedBefore = [
      // It had no default.
      {
        version: '0.140.0',
        message: 'exporters.otlp.sending_queue.batch.flush_timeout: expected more than 0',
      },
      // They were maps alone.
      { version: '0.140.0', message: 'exporters.otlp.headers: a list is not accepted; expected a map' },
      {
        version: '0.155.0',
        message:
          'service.telemetry.resource.attributes: a list is not accepted; expected a string; put quotes around it',
      },
    ];
    const known = refusedBefore.filter((one) => version < one.version).map(({ message }) => message);
    expect(wrong.filter(({ message }) => !known.includes(message))).toEqual([]);
  });

  test('makes a JSON Schema that takes a configuration of its own names', () => {
    const later = schema.later?.exporters?.otlp_grpc;
    const exporter = later?.name ?? 'otlp_grpc';
    const text = `
receivers: { otlp: { protocols: { grpc: { endpoint: "localhost:4317" } } } }
processors: { batch: { timeout: 1s } }
exporters: { ${exporter}: { endpoint: "a:1" } }
service: { pipelines: { traces: { receivers: [otlp], processors: [batch], exporters: [${exporter}] } } }
`;
    expect(isValid(json, parse(text), json)).toBe(true);
    expect(isValid(json, parse(text.replace('timeout', 'timout')), json)).toBe(false);
    expect(JSON.stringify(json)).toContain('"description":');
  });

  test('calls no component by a name that it does not have any more', () => {
    const former = migrations
      .filter((each) => compareVersions(each.version, version) <= 0)
      .flatMap(({ renames = [] }) => renames)
      .filter(({ kind, from }) => schema[kind][from]);
    expect(former).toEqual([]);
  });

  test('tells names that came later from those that are unknown', () => {
    for (const [kind, names] of Object.entries(schema.later ?? {}))
      for (const [later, { name, since }] of Object.entries(names ?? {})) {
        const errors = errorsOf(complete(stringify({ [kind]: { [later]: {} } }), schema), schema);
        expect(errors.map(({ message }) => message)).toContain(
          `${kind}.${later}: "${later}" is there from ${since}; in the Collector ${version} it is called "${name}"`,
        );
      }
  });
});

test('a component of which only another version can be had says so', () => {
  const newest = versions.at(-1)?.schema as CollectorSchema;
  const borrowed: ComponentSchema | undefined = newest.exporters.load_balancing;
  expect(borrowed).toMatchObject({ from: '0.145.0', deprecatedAlias: 'loadbalancing' });
  expect(newest.exporters.otlp_grpc?.from).toBeUndefined();
});
