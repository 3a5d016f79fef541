import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { loadConfiguration } from '../../../src/collector/document/load.ts';
import { checkAllOttl } from '../../../src/collector/ottl/check-all.ts';
import { requireServer } from '../../backends/find-server.ts';
import { run } from '../../backends/run.ts';
import { type RandomText, randomTexts } from './random-texts.ts';
import { schema, table } from './table.ts';

const TEXTS = 300;
const SEED = 20_260;
/** How many the Collector reads at a time that are expected to be right. */
const BATCH = 20;
const WORKERS = 2;

const collector = await requireServer('otelcol');
const withCollector = collector ? test : test.skip;

/** Go modules of the components, some of which are not in every Collector. */
const MODULES = {
  transform: 'transformprocessor',
  filter: 'filterprocessor',
  count: 'countconnector',
  signal_to_metrics: 'signaltometricsconnector',
};
const manifest = await readFile(join(import.meta.dirname, '../../../collector/manifest.yaml'), 'utf8');

const configure = (texts: readonly RandomText[]): string =>
  stringify(
    {
      receivers: { otlp: { protocols: { grpc: null } } },
      exporters: { debug: null },
      ...Object.fromEntries(
        (['processors', 'connectors'] as const).map((section) => [
          section,
          Object.fromEntries(
            texts.flatMap(({ kind, component, config }, index) =>
              kind === section ? [[`${component}/${index}`, config]] : [],
            ),
          ),
        ]),
      ),
      service: { pipelines: { traces: { receivers: ['otlp'], exporters: ['debug'] } } },
    },
    { lineWidth: 0 },
  );

const isAcceptedHere = (text: RandomText): boolean => {
  const { node } = loadConfiguration([{ name: 'c.yaml', text: configure([text]) }], {
    env: {},
    readFile: () => '',
  });
  return node !== undefined && checkAllOttl(node, schema).every(({ severity }) => severity !== 'error');
};

withCollector(
  `${TEXTS} random statements and conditions are accepted and rejected as by the real Collector`,
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ottl-'));
    let files = 0;
    const isAcceptedThere = async (texts: readonly RandomText[]): Promise<boolean> => {
      const file = join(folder, `${files++}.yaml`);
      await writeFile(file, configure(texts));
      return run(collector ?? '', ['validate', `--config=${file}`]).then(
        () => true,
        () => false,
      );
    };
    const texts: RandomText[] = [];
    for (const text of randomTexts(table, SEED))
      if (manifest.includes(MODULES[text.component]) && texts.push(text) === TEXTS) break;
    const accepted = texts.filter(isAcceptedHere);
    const rejected = texts.filter((text) => !accepted.includes(text));
    const misses: unknown[] = [];
    const falseAlarms: unknown[] = [];
    const checkAccepted = async (part: readonly RandomText[]): Promise<void> => {
      if (await isAcceptedThere(part)) return;
      if (part.length === 1) misses.push(part[0]?.config);
      else
        for (const half of [part.slice(0, part.length >> 1), part.slice(part.length >> 1)])
          await checkAccepted(half);
    };
    const tasks: (() => Promise<void>)[] = rejected.map((text) => async () => {
      if (await isAcceptedThere([text])) falseAlarms.push(text.config);
    });
    for (let from = 0; from < accepted.length; from += BATCH)
      tasks.push(() => checkAccepted(accepted.slice(from, from + BATCH)));
    const work = async (): Promise<void> => {
      for (let task = tasks.pop(); task; task = tasks.pop()) await task();
    };
    await Promise.all(Array.from({ length: WORKERS }, work));
    await rm(folder, { recursive: true });
    expect(accepted.length).toBeGreaterThan(TEXTS / 4);
    expect(rejected.length).toBeGreaterThan(TEXTS / 4);
    expect({ misses, falseAlarms }).toEqual({ misses: [], falseAlarms: [] });
  },
  120_000,
);
