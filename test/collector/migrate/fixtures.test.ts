import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { fullestCollector } from '../../backends/fullest-collector.ts';
import { freePorts } from '../../backends/ports.ts';
import { builtInTypes } from '../built-in.ts';
import { passThrough, settleAll, startSink } from '../collector-sink.ts';
import { FIXTURES, type Fixture, readFixture } from './fixtures.ts';
import { migrated } from './migrated.ts';

const binary = await fullestCollector();
const known = await builtInTypes(binary);

const AT_ONCE = 3;

const NEWEST = '0.155.0';

const STYLES = {
  block: { lineWidth: 0, collectionStyle: 'block' },
  'block with lists further in': { lineWidth: 0, collectionStyle: 'block', indentSeq: false },
} as const;

/** A list that became empty is no value in a block, and one without items in a line; to the Collector both are one. */
const withoutEmpty = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_, each) =>
    each === null || (typeof each === 'object' && Object.keys(each).length === 0) ? undefined : each,
  );

const commentsOf = (text: string): readonly string[] => text.match(/(?:^|(?<=\s))#.*$/gm) ?? [];

describe.each(FIXTURES.map((each) => [each.name, each] as const))('%s', (name, { from, left = [] }) => {
  test('becomes what is written, and a second run changes nothing', async () => {
    const { old, now } = await readFixture(name);
    const first = migrated(old, NEWEST, from);
    expect(first.sources[0]?.text).toBe(now);
    expect(first.left.map(({ message }) => message).toSorted()).toEqual([...left].toSorted());
    const second = migrated(now, NEWEST);
    expect(second.sources[0]?.text).toBe(now);
    expect(second.changes).toEqual([]);
  });

  test('stays as it is for a Collector that is older than what changed', async () => {
    const { old } = await readFixture(name);
    expect(migrated(old, '0.78.0', from).sources[0]?.text).toBe(old);
  });

  test.each(['0.85.0', '0.100.0', '0.123.0', '0.131.0', '0.143.0', '0.150.0'])(
    'is the same by way of %s',
    async (version) => {
      const { old, now } = await readFixture(name);
      const halfway = migrated(old, version, from).sources[0]?.text ?? '';
      expect(migrated(halfway, NEWEST, from).sources[0]?.text).toBe(now);
    },
  );

  test.each(Object.entries(STYLES))('is the same in %s', async (_, style) => {
    const { old, now } = await readFixture(name);
    const written = migrated(stringify(parse(old), style), NEWEST, from).sources[0]?.text ?? '';
    expect(withoutEmpty(parse(written))).toEqual(withoutEmpty(parse(now)));
  });

  test('keeps every comment, in order but for what moves', async () => {
    const { old, now } = await readFixture(name);
    expect(commentsOf(now).toSorted()).toEqual(commentsOf(old).toSorted());
  });
});

interface Run {
  readonly fixture: Fixture;
  readonly text: string;
  readonly service: string;
}

const sending = FIXTURES.filter(({ send }) => send);
const isStarted = ({ needs = [] }: Fixture): boolean => needs.every((each) => known.has(each));
const notStarted = sending.filter((each) => !isStarted(each)).map(({ name }) => name);

test('two of those that pass data need what collector/manifest.yaml does not have', () => {
  expect(sending.filter(({ needs }) => needs).map(({ name }) => name)).toEqual([
    'kafka-0-120',
    'prometheus-0-140',
  ]);
});

(binary ? describe : describe.skip)('in the real Collector', () => {
  let runs: readonly Run[] = [];
  let results: readonly PromiseSettledResult<string>[] = [];
  let stop = (): Promise<void> => Promise.resolve();

  beforeAll(async () => {
    const sink = await startSink(binary ?? '');
    stop = sink.stop;
    const texts = await Promise.all(
      sending.filter(isStarted).map(async (each) => [each, await readFixture(each.name)] as const),
    );
    runs = [
      ...texts.map(([fixture, { now }]) => ({ fixture, text: now, service: `${fixture.name}-new` })),
      ...texts
        .filter(([{ oldStartsToo }]) => oldStartsToo)
        .map(([fixture, { old }]) => ({ fixture, text: old, service: fixture.name })),
    ].map((each) => ({ ...each, service: each.service.replace(/-\d+-\d+/, '') }));
    results = await settleAll(runs, AT_ONCE, async ({ fixture, text, service }) => {
      const [grpc, http, health, metrics, other] = (await freePorts(5)) as number[];
      const config = text
        .replaceAll('gateway.internal:4317', `127.0.0.1:${sink.grpcPort}`)
        .replaceAll('gateway.internal:4318', `127.0.0.1:${sink.httpPort}`)
        .replaceAll('loki.internal:3100', `127.0.0.1:${sink.lokiPort}`)
        .replaceAll(':12345', `:${other}`)
        .replaceAll(/(127\.0\.0\.1|\$\{env:HOST_ADDRESS\}):4317\b/g, `$1:${grpc}`)
        .replaceAll(/(127\.0\.0\.1|\$\{env:HOST_ADDRESS\}):4318\b/g, `$1:${http}`)
        .replaceAll(':13133', `:${health}`)
        .replaceAll('port: 8888', `port: ${metrics}`);
      // Their ports are all the same one otherwise, and metrics come once a minute.
      const over = `
${config.includes('readers:') ? '' : 'service: { telemetry: { metrics: { level: none } } }'}
${[...config.matchAll(/^ {2}(span_metrics\S*):/gm)].map(([, id]) => `connectors: { ${id}: { metrics_flush_interval: 100ms } }`).join('\n')}
`;
      return passThrough(
        {
          binary: binary ?? '',
          sink,
          configs: over.trim() === '' ? [config] : [config, over],
          httpPort: http as number,
          service,
          send: fixture.send ?? {},
          ...(fixture.env ? { env: fixture.env } : {}),
        },
        async () => {
          const arrived = Object.entries(fixture.arrives ?? {}).map(([signal, texts]) =>
            sink.arrived(signal as 'traces', service, texts),
          );
          return (await Promise.all(arrived)).join('\n');
        },
      );
    });
  }, 120_000);
  afterAll(() => stop());

  if (notStarted.length > 0)
    test.skip.each(notStarted)('%s: the Collector does not have all of its components', () => {});

  test.each(sending.filter(isStarted).map((each) => [each.name, each] as const))(
    '%s starts and passes data',
    (name, fixture) => {
      const own = runs.flatMap((each, index) => (each.fixture.name === name ? [results[index]] : []));
      expect(own).toHaveLength(fixture.oldStartsToo ? 2 : 1);
      for (const result of own) {
        if (result?.status !== 'fulfilled') throw result?.reason;
        for (const dropped of fixture.dropped ?? []) expect(result.value).not.toContain(`"${dropped}"`);
      }
    },
  );
});
