import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { collectorBackends } from '../../../src/collector/generate/find-backend.ts';
import { generateConfiguration } from '../../../src/collector/generate/generate-configuration.ts';
import { requireServer } from '../../backends/find-server.ts';
import { optionalServer } from '../../backends/optional-server.ts';
import { builtInTypes, typesIn } from '../built-in.ts';
import { collectorRun } from '../differential/collector-run.ts';
import { schema } from '../lint/lint-text.ts';
import { everyTopology, type NamedTopology } from './every-topology.ts';
import { shortened } from './judge.ts';

const SEED = 7;
const TIMEOUT_MILLIS = 600_000;
/** Each starts a process. */
const WORKERS = 2;

const slim = await requireServer('otelcol');
const full = await optionalServer('otelcol-full');
const folder = await mkdtemp(join(tmpdir(), 'generated-validated-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Generated {
  readonly name: string;
  readonly texts: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** One for each Collector of each topology, with a few words of redaction in the place of thousands. */
const generatedOf = ({ name, topology }: NamedTopology): readonly Generated[] => {
  const { files, collectors } = generateConfiguration(topology);
  return collectors.map(({ files: own, variables }) => ({
    name: `${own[0]} of ${name}`,
    texts: files
      .filter((file) => own.includes(file.name))
      .map(({ role, text }) => (role === 'redaction' ? shortened(text) : text)),
    env: Object.fromEntries(variables.map((variable) => [variable.name, `value-of-${variable.name}`])),
  }));
};

const topologies = everyTopology(SEED);
/** By what is written: one layer is often the same in several topologies. */
const generated = [
  ...new Map(
    topologies.flatMap(generatedOf).map((each) => [each.texts.join('---\n'), each] as const),
  ).values(),
];

/** What the Collector refuses of them, a line each. */
const refusedBy = async (binary: string, given: readonly Generated[]): Promise<readonly string[]> => {
  const waiting = [...given.entries()];
  const refused: string[] = [];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, { name, texts, env }] = next;
      const paths = texts.map((_, part) => join(folder, `${index}-${part}.yaml`));
      await Promise.all(paths.map((path, part) => writeFile(path, texts[part] as string)));
      const said = await collectorRun(binary, { folder, env })(paths);
      if (said !== undefined) refused.push(`${name}: ${said}`);
    }
  };
  await Promise.all(Array.from({ length: WORKERS }, work));
  return refused;
};

test('every backend, kind and listener is among them', () => {
  const used = new Set(topologies.flatMap(({ topology }) => topology.backends.map(({ type }) => type)));
  expect([...used].sort()).toEqual(collectorBackends.map(({ id }) => id).sort());
  expect(generated.length).toBeGreaterThan(300);
});

(slim ? test : test.skip)(
  'the project’s own Collector takes every configuration that needs no other component',
  async () => {
    const known = await builtInTypes(slim);
    const own = generated.filter(({ texts }) => typesIn(texts, schema).every((type) => known.has(type)));
    expect(own.length).toBeGreaterThan(100);
    expect(await refusedBy(slim ?? '', own)).toEqual([]);
  },
  TIMEOUT_MILLIS,
);

(full ? test : test.skip)(
  'a Collector with every component takes every configuration',
  async () => {
    // Its load balancing may be of the version before the exporter was renamed.
    const known = await builtInTypes(full);
    const named = generated.map((each) =>
      known.has('load_balancing')
        ? each
        : { ...each, texts: each.texts.map((text) => text.replaceAll('load_balancing', 'loadbalancing')) },
    );
    expect(await refusedBy(full ?? '', named)).toEqual([]);
  },
  TIMEOUT_MILLIS,
);
