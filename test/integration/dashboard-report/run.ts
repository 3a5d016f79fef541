import { join } from 'node:path';
import type { AskPrometheus } from '../../../src/monitoring/index.ts';
import { type Binaries, startRealStack } from '../real-stack.ts';
import { createSecrets } from '../secrets.ts';
import { startDatabase, startServices } from '../services.ts';
import { waitFor } from '../wait-for.ts';
import { expectations } from './expected.ts';
import { sendLoad } from './load.ts';
import { type Compared, compareWithLoad, type ReportedPanel, reportPanels } from './report.ts';
import { type ReportedRule, reportRules } from './rules.ts';

const root = join(import.meta.dirname, '../../..');

export interface DashboardReport {
  readonly requests: number;
  readonly panels: readonly ReportedPanel[];
  readonly compared: readonly Compared[];
  readonly rules: readonly ReportedRule[];
}

const createAsk =
  (url: string): AskPrometheus =>
  async (path, parameters) => {
    const query = new URLSearchParams(parameters);
    const isGet = path.startsWith('label/') || path === 'rules';
    const response = await fetch(`${url}/api/v1/${path}${isGet ? `?${query}` : ''}`, {
      ...(!isGet && { method: 'POST', body: query }),
    });
    const { status, error, data } = (await response.json()) as {
      status: string;
      error?: string;
      data: unknown;
    };
    if (status !== 'success') throw new Error(error);
    return data;
  };

/** So that each rule has recorded something soon, and the Collector is seen twice. */
const INTERVALS = { evaluationInterval: '1s', scrapeInterval: '1s' };
/** A rate over a minute is complete a minute after the last request. */
const DELIVERED_MILLIS = 120_000;

/** Runs the examples on the real stack under a load that is counted, and reads every dashboard and rule. */
export const runDashboardReport = async (
  binaries: Binaries,
  requests: number,
  say: (text: string) => void = () => {},
): Promise<DashboardReport> => {
  const secrets = createSecrets();
  say('starting Collector, Jaeger, Prometheus, Alertmanager and the examples');
  const stack = await startRealStack(binaries, INTERVALS);
  const stops: (() => Promise<void>)[] = [() => stack.stop()];
  try {
    const database = await startDatabase(secrets);
    stops.push(() => database.stop());
    await stack.useSampling('development');
    const services = await startServices({
      project: root,
      databaseUrl: database.ready,
      otlpUrl: stack.otlpUrl,
      secrets,
      env: {
        OTEL_METRIC_EXPORT_INTERVAL: '1000',
        // How long a query takes is up to the machine.
        BINNACLE_SLOW_QUERY_THRESHOLD: '0',
        BINNACLE_SLOW_QUERY_ADAPTIVE: 'false',
      },
    });
    stops.push(() => services.stop());
    const ask = createAsk(stack.prometheusUrl);
    say(`sending ${requests} requests`);
    const startMillis = Date.now();
    const answered = await sendLoad(services.url, requests);
    const processes = [services.storefront, services.inventory].map(({ name, pid }) => ({
      service: name,
      pid,
    }));
    const expected = await expectations(answered, processes, startMillis);
    say('waiting until all are counted, and rules have looked at them twice');
    const compared = await waitFor(
      'every number is what the load generator counted',
      () => compareWithLoad(expected, ask),
      (all) => all.every(({ holds }) => holds),
      DELIVERED_MILLIS,
    ).catch(() => compareWithLoad(expected, ask));
    await waitFor('the rules of services have recorded', async () => {
      const { result } = (await ask('query', { query: 'service:http_server_requests:rate5m > 0' })) as {
        result: unknown[];
      };
      return result.length >= processes.length;
    });
    await waitFor('the Collector has been asked twice since', async () => {
      const { result } = (await ask('query', {
        query: 'rate(otelcol_receiver_accepted_spans_total[1m]) > 0',
      })) as {
        result: unknown[];
      };
      return result.length > 0;
    });
    say('reading every panel and every rule');
    const [panels, rules] = [await reportPanels(ask), await reportRules(ask)];
    return { requests: answered.length, panels, compared, rules };
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
};
