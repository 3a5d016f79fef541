import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { loadConfiguration } from '../../../src/collector/document/load.ts';
import type { ConfigNode } from '../../../src/collector/document/node.ts';
import { readYaml } from '../../../src/collector/document/read.ts';
import { manifestOf, renderManifest } from '../../../src/collector/manifest/manifest.ts';
import { providersOf } from '../../../src/collector/manifest/providers.ts';
import { COMPONENT_KINDS } from '../../../src/collector/schema/schema.ts';
import { schema } from '../lint/lint-text.ts';

const folder = join(import.meta.dirname, '../../../collector');
const surroundings = { env: {}, readFile: () => '' };
const nodeOf = (text: string): ConfigNode => readYaml(text, 'a.yaml').node as ConfigNode;

const manifest = (text: string) => {
  const { node } = loadConfiguration([{ name: 'a.yaml', text }], surroundings);
  return manifestOf(node as ConfigNode, [nodeOf(text)], schema);
};

type Listed = Readonly<Record<string, readonly { readonly gomod: string }[]>>;

test('the shipped configuration needs nothing that the shipped manifest does not have', () => {
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  const text = read('collector.yaml').replace(
    /^processors:\n/m,
    read('redaction.yaml').slice(read('redaction.yaml').indexOf('processors:')),
  );
  const own = parse(readFileSync(join(folder, 'manifest.yaml'), 'utf8')) as Listed;
  const made = manifest(text);
  expect(made.problems).toEqual([]);
  const distribution = { name: 'otelcol-own', module: 'own/otelcol', outputPath: './out' };
  const written = parse(renderManifest(made.manifest, distribution)) as Listed;
  expect(written.dist).toEqual({
    name: 'otelcol-own',
    module: 'own/otelcol',
    version: '0.155.0',
    output_path: './out',
  });
  for (const kind of [...COMPONENT_KINDS, 'providers'])
    expect([kind, own[kind]]).toEqual([kind, expect.arrayContaining([...(written[kind] ?? [])])]);
  const configured = parse(text) as Readonly<Record<string, object>>;
  for (const kind of COMPONENT_KINDS) {
    const types = new Set(Object.keys(configured[kind] ?? {}).map((id) => id.split('/')[0]));
    expect([kind, written[kind]?.length ?? 0]).toEqual([kind, types.size]);
  }
});

test('one module for several components of a type, by present or former name', () => {
  const { modules } = manifest('exporters: { otlphttp: {}, otlp_http/a: {}, otlp_http/b: {} }').manifest;
  expect(modules.exporters).toEqual(['go.opentelemetry.io/collector/exporter/otlphttpexporter v0.155.0']);
});

test('a component that no module is known of is named', () => {
  const { problems } = manifest('exporters:\n  vendor/a: {}\n');
  expect(problems).toMatchObject([{ severity: 'error', place: { line: 2, column: 3 } }]);
  expect(problems[0]?.message).toContain('no module is known for "vendor"');
});

describe('providers', () => {
  test.each<readonly [string, readonly string[]]>([
    ['a: b', ['env', 'file']],
    [`a: \${NAME}`, ['env', 'file']],
    [`a: ["x \${env:NAME:-y}"]`, ['env', 'file']],
    [`a: \${NAME:-text}`, ['env', 'file']],
    [`a: $\${env:NAME}`, ['env', 'file']],
    [`# \${env:NAME}\na: 1`, ['env', 'file']],
    [`a: "\${env:A:-\${yaml:b}}"`, ['env', 'file', 'yaml']],
    [`a: \${https://example.com/a.yaml}`, ['env', 'file', 'https']],
  ])('%s', (text, expected) => expect(providersOf([nodeOf(text)])).toEqual(expected));
});
