import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { COMPONENT_KINDS, type Schema } from '../../../src/collector/schema/schema.ts';
import { typeRules } from '../../../src/collector/validate/types.generated.ts';
import { validateConfiguration } from '../../../src/collector/validate/validate.ts';
import { fullestCollector } from '../../backends/fullest-collector.ts';
import { collectorRun, restrictSchema } from '../differential/collector-run.ts';
import { complete } from './complete.ts';
import { isJudged } from './judged-components.ts';
import { schema } from './schema.ts';

const errorsOf = (example: string) =>
  validateConfiguration([{ name: 'example.yaml', text: complete(example, schema) }], {
    schema,
    env: {},
    readFile: () => '',
  }).problems.filter(({ severity }) => severity === 'error');

const sourceName = ({ source }: { source: string }) => source.split('/').slice(7).join('/');
const named = typeRules.map((rule) => [`${rule.type} (${rule.when}, ${sourceName(rule)})`, rule] as const);

const IDS = { validated: 'refused-value', created: 'refused-component', started: 'fails-to-start' };

describe.each(named)('%s', (_, rule) => {
  test('accepts its good example', () => expect(errorsOf(rule.good)).toEqual([]));
  test('refuses its bad example, and says what would be right', () => {
    const [error] = errorsOf(rule.bad);
    expect(error?.id).toBe(IDS[rule.when]);
    expect(error?.message.length).toBeGreaterThan(20);
  });
});

const binary = await fullestCollector();
const own = binary ? await restrictSchema(schema, binary) : schema;
const isBuiltIn = ({ good }: { good: string }): boolean =>
  Object.entries(parse(good) as Record<string, object>).every(([kind, components]) => {
    const found = COMPONENT_KINDS.find((each) => each === kind);
    return !found || Object.keys(components).every((id) => own[found][id]);
  });
const folder = await mkdtemp(join(tmpdir(), 'collector-types-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What a Collector with an older module calls a component. */
const formerNames = COMPONENT_KINDS.flatMap((kind) =>
  Object.entries(own[kind]).flatMap(([name, { type }]) => (type === name ? [] : [[name, type] as const])),
);
const withItsNames = (text: string): string =>
  formerNames.reduce((named, [name, former]) => named.replaceAll(name, former), text);

// Files that examples name, which are looked for and not read.
for (const name of ['a.pem', 'b.pem']) await writeFile(join(folder, name), '');

const theirs = async (name: string, example: string): Promise<string | undefined> => {
  const file = join(folder, `${name}.yaml`);
  await writeFile(file, withItsNames(complete(example, schema)));
  return collectorRun(binary ?? '', { folder, env: {} })([file]);
};

(binary ? describe : describe.skip)('the real Collector', () => {
  const known = named
    .filter(([, rule]) => isBuiltIn(rule))
    .map(([name, rule], index) => ({ name, rule, index }));
  test.each(known)('agrees on $name', async ({ rule, index }) => {
    expect(await theirs(`good-${index}`, rule.good)).toBeUndefined();
    const said = await theirs(`bad-${index}`, rule.bad);
    if (rule.when === 'started') expect(said).toBeUndefined();
    else expect(said).toMatch(/Error|panic/);
  });
});

/** Types whose code judges nothing that can be seen from outside, or what is not supported at all. */
const WITHOUT_RULE: Readonly<Record<string, string>> = {
  'extension/pprofextension.Config': 'its Validate accepts everything',
  'github.com/prometheus/common/config.HTTPClientConfig': 'credentials of a scrape: files of that machine',
  'github.com/prometheus/common/config.Headers': 'reserved headers of a scrape',
  'github.com/prometheus/common/config.ProxyConfig': 'proxies of a scrape',
  'github.com/prometheus/common/config.TLSConfig': 'files of that machine',
  'github.com/prometheus/common/model.LabelSet': 'any name is a label in UTF-8',
  'github.com/prometheus/prometheus/config.QueueConfig': 'remote_write, which the receiver refuses',
  'github.com/prometheus/prometheus/config.ScrapeProtocol': 'the words are in accepted-texts',
  'github.com/prometheus/prometheus/storage/remote/azuread.AzureADConfig': 'remote_write, which is refused',
  'github.com/prometheus/sigv4.SigV4Config': 'remote_write, which the receiver refuses',
  'github.com/prometheus/client_golang/exp/api/remote.WriteMessageType': 'judged with the exporter',
  'receiver/prometheusreceiver/internal/targetallocator.PromHTTPClientConfig': 'files of that machine',
};

/** Types whose code judges them, of some components: of most that are not compared, some alone have rules. */
const validatingTypes = (isIncluded: typeof isJudged = isJudged): ReadonlySet<string> => {
  const found = new Set<string>();
  const seen = new Set<string>();
  const visit = (each: Schema, name: string | undefined): void => {
    if (each.validates && name !== undefined) found.add(name);
    for (const part of each.parts ?? []) found.add(part);
    for (const inner of [...Object.values(each.fields ?? {}), each.items, each.remain])
      if (inner) visit(inner, inner.goType);
    const target = each.ref === undefined || seen.has(each.ref) ? undefined : schema.types[each.ref];
    if (!target || each.ref === undefined) return;
    seen.add(each.ref);
    visit(target, each.ref);
  };
  for (const kind of COMPONENT_KINDS)
    for (const component of Object.values(schema[kind]))
      if (isIncluded(kind, component.type)) visit(component.config, undefined);
  visit(schema.telemetry.config, undefined);
  return found;
};

test('every type whose code judges it has a rule, or a reason to have none', () => {
  const ruled = new Set(typeRules.map(({ type }) => type));
  const missing = [...validatingTypes()].filter((type) => !ruled.has(type) && !WITHOUT_RULE[type]);
  expect(missing).toEqual([]);
});

/** Types of single values. */
const goTypes = (): readonly string[] =>
  [...JSON.stringify(schema.types).matchAll(/"goType":"([^"]+)"/g)].map(([, type = '']) => type);

test('every rule is for a type of the schema', () => {
  const known = new Set([...validatingTypes(() => true), ...Object.keys(schema.types), ...goTypes()]);
  expect(typeRules.filter(({ type }) => !known.has(type)).map(({ type }) => type)).toEqual([]);
});
