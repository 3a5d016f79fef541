import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Child } from '../../scripts/start/child.ts';
import { METRICS, type Metric } from '../../src/monitoring/index.ts';
import { storedNames } from '../monitoring/metric-names.ts';
import {
  askPrometheus,
  collectorMetric,
  hasRoot,
  type JaegerTrace,
  logRecords,
  nodesOf,
  panelQueries,
  prometheusApi,
  tracesOf,
} from './ask-servers.ts';
import { compareCatalogue } from './compare-catalogue.ts';
import { installedPackage } from './installed-package.ts';
import { findBinaries, type RealStack, startRealStack } from './real-stack.ts';
import { type Mix, passedOnOf, sendRequests, totalOf } from './requests.ts';
import { createSecrets } from './secrets.ts';
import { startDatabase, startServices } from './services.ts';
import { joinedServices } from './span-tree.ts';
import { waitFor } from './wait-for.ts';

const secrets = createSecrets();
const binaries = await findBinaries();

let project: string;
let database: Child<string>;
let stack: RealStack;

const TO_JAEGER = 'exporter="otlp_grpc/jaeger"';

/** Standard deviations that a share may be off: a test that fails once in a million runs by chance. */
const DEVIATIONS = 5;

const expectShare = (count: number, of: number, share: number): void => {
  const tolerance = DEVIATIONS * Math.sqrt(of * share * (1 - share));
  expect(count).toBeGreaterThanOrEqual(Math.max(1, of * share - tolerance));
  expect(count).toBeLessThanOrEqual(of * share + tolerance);
};

interface Kept {
  readonly all: readonly JaegerTrace[];
  readonly of: (name: string) => number;
}

interface PresetCase {
  readonly preset: string;
  readonly mix: Mix;
  /** Whether every span reaches the Collector. */
  readonly sendsAll: boolean;
  /** Whether the Collector decides what is kept. */
  readonly tailSamples?: boolean;
  readonly expectKept: (kept: Kept, mix: Mix) => void;
}

const CASES: readonly PresetCase[] = [
  {
    preset: 'development',
    mix: { products: 60, one: 30, fail: 9, slow: 2, search: 3, checkout: 4, late: 3 },
    sendsAll: true,
    expectKept: ({ all }, mix) => expect(all.length).toBe(totalOf(mix)),
  },
  {
    preset: 'staging',
    mix: { products: 150, one: 200, fail: 41, slow: 2, search: 7, checkout: 4, late: 1 },
    sendsAll: false,
    expectKept: ({ all }, mix) => expectShare(all.length, totalOf(mix), 0.5),
  },
  {
    preset: 'production',
    mix: { products: 200, one: 240, fail: 27, slow: 6, search: 9, checkout: 4, late: 2 },
    sendsAll: true,
    tailSamples: true,
    expectKept: ({ all, of }, mix) => {
      const rest = passedOnOf(mix) - mix.late;
      expect([of('GET /fail'), of('GET /slow')]).toEqual([mix.fail, mix.slow]);
      expectShare(all.length - mix.fail - mix.slow - mix.late, rest, 0.1);
    },
  },
  {
    preset: 'high-volume',
    mix: { products: 200, one: 360, fail: 33, slow: 2, search: 5, checkout: 4, late: 1 },
    sendsAll: false,
    expectKept: ({ all }, mix) => expectShare(all.length, totalOf(mix), 0.05),
  },
];

const valuesOf = async (promql: string): Promise<number[]> =>
  (await askPrometheus(stack, promql)).map(({ value }) => Number(value[1]));

const panelValues = async (title: string, service: string): Promise<number[]> =>
  (await Promise.all(panelQueries(title, service).map(valuesOf))).flat();

/** The Collector has decided about so many traces, and Jaeger has got every span that is kept. */
const untilDelivered = async (service: string, decisions: number): Promise<void> => {
  // The gauge is of its last look, once a second: alone it would say 0 of what has just come.
  await waitFor(
    `the Collector has decided about ${decisions} traces, and no other waits`,
    async () => ({
      decided: await collectorMetric(
        stack,
        'otelcol_processor_tail_sampling_global_count_traces_sampled_total',
      ),
      waiting: await collectorMetric(stack, 'otelcol_processor_tail_sampling_sampling_traces_on_memory'),
    }),
    ({ decided, waiting }) => decided >= decisions && waiting === 0,
  );
  await waitFor(
    'Jaeger has as many spans as the Collector got rid of',
    async () => {
      const waiting = await collectorMetric(stack, 'otelcol_exporter_queue_size', TO_JAEGER);
      const sent = await collectorMetric(stack, 'otelcol_exporter_sent_spans_total', TO_JAEGER);
      const traces = await tracesOf(stack, service);
      return { waiting, sent, stored: traces.reduce((sum, { spans }) => sum + spans.length, 0) };
    },
    ({ waiting, sent, stored }) => waiting === 0 && sent > 0 && stored === sent,
    // Badger takes its time where the machine has much else to do.
    60_000,
  );
};

const withStack = binaries ? describe : describe.skip;

withStack('the installed package with Collector, Jaeger, Prometheus and Alertmanager', () => {
  beforeAll(async () => {
    if (!binaries) return;
    [project, database, stack] = await Promise.all([
      installedPackage(),
      startDatabase(secrets),
      startRealStack(binaries),
    ]);
  }, 120_000);

  afterAll(async () => {
    await stack?.stop();
    await database?.stop();
  }, 60_000);

  describe.each(CASES)('sampling $preset', ({ preset, mix, sendsAll, tailSamples, expectKept }) => {
    const suffix = `-${preset}`;
    const storefront = `storefront${suffix}`;

    beforeAll(async () => {
      await stack.useSampling(preset);
      const services = await startServices({
        project,
        databaseUrl: database.ready,
        otlpUrl: stack.otlpUrl,
        secrets,
        suffix,
        // All has to arrive, on a busy machine too.
        env: { BINNACLE_SAMPLING: preset, BINNACLE_SHUTDOWN_TIMEOUT: '8000' },
      });
      try {
        await sendRequests(services.url, mix, secrets);
      } finally {
        await services.stop();
      }
      await untilDelivered(storefront, tailSamples ? totalOf(mix) : 0);
    }, 180_000);

    test('Prometheus answers the dashboard with the exact number of requests', async () => {
      // Each of the two sends for itself.
      for (const [service, requests] of [
        [storefront, totalOf(mix)],
        [`inventory${suffix}`, passedOnOf(mix)],
      ] as const) {
        const counts = await waitFor(
          `all requests of ${service} in Prometheus`,
          () => panelValues('Requests in range', service),
          ([count = 0]) => count >= requests,
        );
        expect(counts).toEqual([requests]);
      }
    });

    test('and with the exact error ratio', async () => {
      expect(await panelValues('Error ratio', storefront)).toEqual([mix.fail / totalOf(mix)]);
    });

    test('Jaeger has the traces that the preset keeps', async () => {
      const all = await tracesOf(stack, storefront);
      const of = (name: string): number => all.filter((trace) => hasRoot(trace, name)).length;
      expectKept({ all, of }, mix);
    });

    test('every trace that is kept is whole', async () => {
      const traces = (await tracesOf(stack, storefront)).filter((trace) => hasRoot(trace, 'GET /products'));
      expect(traces.length).toBeGreaterThan(0);
      for (const trace of traces)
        expect(joinedServices(nodesOf(trace))).toEqual([
          `${storefront} server`,
          `${storefront} client`,
          `inventory${suffix} server`,
          `inventory${suffix} query`,
        ]);
    });

    test('Prometheus has every checkout, and those that did not keep their SLA, whatever is sampled', async () => {
      const ended = mix.checkout + mix.late;
      const of = (metric: Metric, labels = ''): string => {
        const [name] = storedNames(metric);
        return `sum(${name}{job="${storefront}",business_transaction_name="checkout"${labels}})`;
      };
      const late = ',business_sla_cause="duration",business_transaction_step="payment"';
      await waitFor(
        'all checkouts are in Prometheus',
        () => valuesOf(of(METRICS.businessTransactions)),
        ([count = 0]) => count >= ended,
      );
      expect({
        ended: await valuesOf(of(METRICS.businessTransactions, ',business_transaction_outcome="completed"')),
        timed: await valuesOf(of(METRICS.businessTransactionDuration)),
        late: await valuesOf(of(METRICS.slaViolations, late)),
        slaSeconds: await valuesOf(of(METRICS.slaThreshold)),
      }).toEqual({ ended: [ended], timed: [ended], late: [mix.late], slaSeconds: [1] });
    });

    if (sendsAll)
      test('the span metrics count what was not kept too', async () => {
        const query = `sum(traces_span_metrics_calls_total{service_name="${storefront}",span_kind="SPAN_KIND_SERVER"})`;
        await waitFor(
          'all spans are counted',
          () => valuesOf(query),
          ([count = 0]) => count >= totalOf(mix),
        );
        expect(await valuesOf(query)).toEqual([totalOf(mix)]);
      });
  });

  test('Jaeger finds a business transaction by its name, in each service that it passed', async () => {
    const checkouts = { 'business.transaction.name': 'checkout' };
    const [{ mix } = { mix: undefined }] = CASES;
    const count = async (service: string, attributes: Readonly<Record<string, string>>): Promise<number> =>
      (await tracesOf(stack, `${service}-development`, attributes)).length;
    expect({
      storefront: await count('storefront', checkouts),
      inventory: await count('inventory', checkouts),
      late: await count('storefront', { ...checkouts, 'business.sla.kept': 'false' }),
      others: await count('inventory', { 'business.transaction.name': 'another' }),
    }).toEqual({
      storefront: Number(mix?.checkout) + Number(mix?.late),
      inventory: Number(mix?.checkout) + Number(mix?.late),
      late: mix?.late,
      others: 0,
    });
  });

  test('a log record carries the id of its trace', async () => {
    const traces = await tracesOf(stack, 'storefront-development');
    const ids = traces.filter((trace) => hasRoot(trace, 'GET /search')).map(({ traceID }) => traceID);
    const records = await logRecords(stack);
    const body = 'search for [REDACTED:email] with token=[REDACTED:secret-assignment]';
    const logged = records
      .filter((record) => record.body?.stringValue === body)
      .map(({ traceId = '' }) => traceId);
    expect(ids.length).toBe(3);
    expect(logged).toEqual(expect.arrayContaining(ids));
  });

  test('the catalogue has every metric and label that services and the Collector send, and no other', async () => {
    const compare = () =>
      compareCatalogue(stack, {
        '(?:storefront|inventory)-.*': ['SDK', 'Collector, from spans'],
        collector: ['Collector'],
      });
    // The Collector of the last preset has to be scraped first.
    await waitFor('nothing differs', compare, (differences) => differences.length === 0);
  }, 60_000);

  test('Prometheus has loaded every rule and knows Alertmanager', async () => {
    const { groups } = await prometheusApi<{
      groups: { rules: { name: string; lastError?: string }[] }[];
    }>(stack, 'rules');
    const rules = groups.flatMap((group) => group.rules);
    expect(rules.length).toBeGreaterThan(0);
    expect(rules.filter(({ lastError }) => lastError)).toEqual([]);
    const { activeAlertmanagers } = await prometheusApi<{ activeAlertmanagers: unknown[] }>(
      stack,
      'alertmanagers',
    );
    expect(activeAlertmanagers.length).toBe(1);
  });

  test('Prometheus scrapes the stack itself', async () => {
    const jobs = await waitFor(
      'all four answer',
      async () => (await askPrometheus(stack, 'up == 1')).map(({ metric }) => metric.job ?? '').sort(),
      (answer) => answer.length === 4,
    );
    expect(jobs).toEqual(['alertmanager', 'collector', 'jaeger', 'prometheus']);
  });
});
