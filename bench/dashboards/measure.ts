import { NOT_RAW } from '../../src/monitoring/grafana/variables.ts';
import type { Dashboard } from '../../src/monitoring/index.ts';
import { modelOf, panelsOf, prometheusTargetsOf } from '../../test/monitoring/dashboard-queries.ts';

/** Grafana's step for a chart of a third of 1440 pixels, and the shortest that the data source is provisioned with. */
const CHART_POINTS = 450;
const SHORTEST_STEP_SECONDS = 15;
/** No dashboard waits longer. */
const GIVEN_UP_MILLIS = 20_000;

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };
const secondsOf = (duration: string): number =>
  Number.parseInt(duration, 10) * (SECONDS[duration.at(-1) ?? ''] ?? Number.NaN);

interface Query {
  readonly panel: string;
  readonly path: 'query' | 'query_range';
  readonly parameters: Readonly<Record<string, string>>;
}

/** What Grafana asks Prometheus when somebody opens a dashboard as it is, with all services where it lets choose all. */
const queriesNow = (dashboard: Dashboard, service: string, recorded: boolean): Query[] => {
  const { time, templating } = modelOf(dashboard);
  const range = time?.from?.replace('now-', '') ?? '15m';
  const seconds = secondsOf(range);
  const step = Math.max(SHORTEST_STEP_SECONDS, Math.ceil(seconds / CHART_POINTS / 15) * 15);
  const variables = Object.fromEntries(
    (templating?.list ?? []).map(({ name, includeAll }) => [name, includeAll ? '.*' : service]),
  );
  variables.recorded = recorded ? NOT_RAW : '';
  const now = Date.now() / 1_000;
  return panelsOf(dashboard).flatMap((panel) =>
    prometheusTargetsOf(panel).map(({ expr, instant }) => {
      const query = expr
        .replaceAll('$__rate_interval', `${Math.max(4 * SHORTEST_STEP_SECONDS, step + 15)}s`)
        .replaceAll('$__range', range)
        .replaceAll(/\$([a-z]\w*)/g, (_, name: string) => variables[name] ?? '');
      const parameters: Record<string, string> = instant
        ? { query, time: String(now) }
        : { query, start: String(now - seconds), end: String(now), step: String(step) };
      return { panel: panel.title ?? '', path: instant ? 'query' : 'query_range', parameters };
    }),
  );
};

const GIVEN_UP: Timed = { millis: GIVEN_UP_MILLIS, samples: Number.NaN };

interface Timed {
  readonly millis: number;
  /** How many samples Prometheus has looked at: the same on a busy machine. */
  readonly samples: number;
}

const ask = async (url: string, { panel, path, parameters }: Query): Promise<Timed> => {
  const started = performance.now();
  try {
    const response = await fetch(`${url}/api/v1/${path}`, {
      method: 'POST',
      body: new URLSearchParams({ ...parameters, stats: 'all' }),
      signal: AbortSignal.timeout(GIVEN_UP_MILLIS),
    });
    const text = await response.text();
    const millis = performance.now() - started;
    if (response.ok) {
      const { data } = JSON.parse(text) as {
        data: { stats?: { samples?: { totalQueryableSamples?: number } } };
      };
      return { millis, samples: data.stats?.samples?.totalQueryableSamples ?? Number.NaN };
    }
    // Too many samples, or too long: what a viewer gets is an error.
    if (response.status === 422 || response.status === 503) return GIVEN_UP;
    throw new Error(`${panel}: ${response.status} ${text}\n${parameters.query}`);
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError') return GIVEN_UP;
    throw error;
  }
};

export interface Slowest {
  readonly dashboard: string;
  readonly panel: string;
  readonly p50Millis: number;
  readonly p95Millis: number;
  readonly leastMillis: number;
  readonly samples: number;
}

const rank = (numbers: readonly number[], q: number): number =>
  numbers.toSorted((one, other) => one - other)[Math.ceil(q * numbers.length) - 1] ?? Number.NaN;

/** The slowest query of a dashboard that is opened again and again, by the 95th percentile. */
export const slowestQuery = async (
  url: string,
  dashboard: Dashboard,
  options: { readonly service: string; readonly recorded: boolean; readonly rounds: number },
): Promise<Slowest> => {
  const times: Timed[][] = [];
  let panels: string[] = [];
  for (let round = 0; round < options.rounds; round++) {
    const queries = queriesNow(dashboard, options.service, options.recorded);
    panels = queries.map(({ panel }) => panel);
    for (const [index, query] of queries.entries()) {
      times[index] ??= [];
      times[index].push(await ask(url, query));
    }
  }
  return times
    .map((timed, index) => {
      const millis = timed.map((one) => one.millis);
      return {
        dashboard: dashboard.id,
        panel: panels[index] ?? '',
        leastMillis: Math.min(...millis),
        p50Millis: rank(millis, 0.5),
        p95Millis: rank(millis, 0.95),
        samples: timed[0]?.samples ?? Number.NaN,
      };
    })
    .reduce((slowest, one) => (one.p95Millis > slowest.p95Millis ? one : slowest));
};

export interface RuleGroup {
  readonly name: string;
  readonly seconds: number;
  readonly intervalSeconds: number;
}

/** How long each group of rules took the last time, the longest first. Throws where a rule fails. */
export const ruleGroups = async (url: string): Promise<RuleGroup[]> => {
  const { data } = (await (await fetch(`${url}/api/v1/rules`)).json()) as {
    data: {
      groups: {
        name: string;
        interval: number;
        evaluationTime: number;
        rules: { name: string; lastError?: string }[];
      }[];
    };
  };
  for (const { rules } of data.groups)
    for (const { name, lastError } of rules) if (lastError) throw new Error(`rule ${name}: ${lastError}`);
  return data.groups
    .map(({ name, interval, evaluationTime }) => ({
      name,
      seconds: evaluationTime,
      intervalSeconds: interval,
    }))
    .sort((one, other) => other.seconds - one.seconds);
};
