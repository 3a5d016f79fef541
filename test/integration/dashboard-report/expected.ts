import { readdir, readFile } from 'node:fs/promises';
import type { PanelData } from '../../../src/monitoring/index.ts';
import { type Answered, CHECKOUT_SLA_SECONDS, isLate } from './load.ts';

/** The bounds of `http.server.request.duration`, in seconds. */
const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
const bucketOf = (seconds: number): number => BOUNDS.findIndex((bound) => seconds <= bound);

/** What the load generator knows of a panel. */
export interface Expectation {
  readonly dashboard: string;
  readonly panel: string;
  /** The services that the dashboard is looked at with. */
  readonly services: readonly string[];
  readonly variables?: Readonly<Record<string, readonly string[]>>;
  /** Of a rate over the last minute: it is read at the end of each minute since then, and what it adds up to is compared. */
  readonly minutesSince?: number;
  readonly expected: string;
  readonly holds: (data: PanelData) => boolean;
}

export interface Process {
  readonly service: string;
  readonly pid: number;
}

const stat = (holds: (value: number) => boolean) => (data: PanelData) =>
  data.kind === 'stat' && data.value !== undefined && holds(data.value);

const equal = (expected: number) => ({
  expected: String(Number(expected.toPrecision(6))),
  holds: stat((value) => Math.abs(value - expected) <= 1e-9 * Math.max(1, Math.abs(expected))),
});

/** A rate over time is what was counted, whatever the length of its windows: each count is in as many of them as they are steps long. */
const rateOf = (expected: number) => ({
  expected: `${expected} in all`,
  holds: (data: PanelData) => {
    if (data.kind !== 'lines') return false;
    const values = data.lines.flatMap(({ points }) => points.map(({ value }) => value));
    const sum = values.reduce((all, value) => all + (Number.isNaN(value) ? 0 : value), 0);
    return Math.abs((sum * data.stepMillis) / 1_000 - expected) < 1e-6 * expected;
  },
});

const sameBucket = (seconds: number) => ({
  expected: `in the bucket of ${seconds.toFixed(3)} s`,
  holds: stat((value) => bucketOf(value) === bucketOf(seconds)),
});

const rank = (answered: readonly Answered[], q: number): number =>
  answered.map(({ seconds }) => seconds).sort((one, other) => one - other)[
    Math.ceil(q * answered.length) - 1
  ] ?? Number.NaN;

/** A column of a table by what stands in the first column that tells rows apart. */
const column = (data: PanelData, key: string, value: string): Record<string, number> => {
  if (data.kind !== 'table') return {};
  const [keys, values] = [key, value].map((title) => data.columns.findIndex((one) => one.title === title));
  return Object.fromEntries(data.rows.map((row) => [String(row[keys ?? -1]), Number(row[values ?? -1])]));
};

const sameNumbers = (
  one: Readonly<Record<string, number>>,
  other: Readonly<Record<string, number>>,
): boolean =>
  Object.keys(one).length === Object.keys(other).length &&
  Object.entries(one).every(([name, value]) => Math.abs(value - (other[name] ?? Number.NaN)) < 1e-9);

const countBy = (answered: readonly Answered[], of: (one: Answered) => string): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const one of answered) counts[of(one)] = (counts[of(one)] ?? 0) + 1;
  return counts;
};

/** What a process really has, where the system tells. */
const ofProcess = async (pid: number): Promise<{ bytes: number; files: number } | undefined> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB/m.exec(status) ?? [];
  if (!kilobytes) return undefined;
  return { bytes: Number(kilobytes) * 1_024, files: (await readdir(`/proc/${pid}/fd`)).length };
};

const lastOfLines = (data: PanelData): number | undefined =>
  data.kind === 'lines' ? data.lines[0]?.points.at(-1)?.value : undefined;

const near = (expected: number, factor: number, unit: string) => ({
  expected: `about ${Math.round(expected)} ${unit}`,
  holds: (data: PanelData) => {
    const value = lastOfLines(data) ?? Number.NaN;
    return value > expected / factor && value < expected * factor;
  },
});

/** What panels have to show of this load: the generator's own counts, and what the system says of the processes. */
export const expectations = async (
  answered: readonly Answered[],
  processes: readonly Process[],
  startMillis: number,
): Promise<Expectation[]> => {
  const all = answered.length;
  const failed = answered.filter(({ kind }) => kind.status >= 500).length;
  const passedOn = answered.filter(({ kind }) => kind.asks !== undefined).length;
  const slow = answered.filter((one) => one.kind.path === '/slow' || isLate(one)).length;
  const checkouts = answered.filter(({ kind }) => kind.route === '/checkout').length;
  const late = answered.filter(isLate).length;
  const storefront = { services: ['storefront'] };
  const inventory = { services: ['inventory'] };
  const both = { services: ['storefront', 'inventory'] };
  const business = { dashboard: 'business', ...storefront };
  const overview = { dashboard: 'service-overview', ...storefront };
  const fail = { dashboard: 'endpoint-detail', ...storefront, variables: { route: ['/fail'] } };
  const slowly = { dashboard: 'endpoint-detail', ...storefront, variables: { route: ['/slow'] } };
  const database = { dashboard: 'database', ...inventory };
  const external = { dashboard: 'external-calls', ...storefront };
  const summary = { dashboard: 'executive-summary', ...both };
  // A request takes longer for who sends it than for the server, so its own Apdex is the least.
  const satisfied = (limit: number): number =>
    answered.filter(({ kind, seconds }) => kind.status < 500 && seconds <= limit).length;
  const leastApdex = (satisfied(0.25) + satisfied(1)) / 2 / all;
  const mostApdex = (all - failed - slow) / all;
  const routes = countBy(answered, ({ kind }) => kind.route);
  const ratios = Object.fromEntries(Object.keys(routes).map((route) => [route, route === '/fail' ? 1 : 0]));
  const inventoryRoutes = new Set(answered.flatMap(({ kind }) => kind.asks ?? []));
  const list: Expectation[] = [
    { ...overview, panel: 'Requests in range', ...equal(all) },
    { ...overview, panel: 'Requests per second', minutesSince: startMillis, ...equal(all) },
    { ...overview, panel: 'Requests per second by endpoint', ...rateOf(all) },
    { ...overview, panel: 'Error ratio', ...equal(failed / all) },
    { ...overview, panel: 'p95 latency', ...sameBucket(rank(answered, 0.95)) },
    {
      ...overview,
      panel: 'Apdex',
      expected: `${leastApdex.toFixed(3)} to ${mostApdex.toFixed(3)}`,
      holds: stat((value) => value >= leastApdex - 1e-9 && value <= mostApdex + 1e-9),
    },
    {
      ...overview,
      panel: 'Endpoints',
      expected: JSON.stringify(routes),
      holds: (data) =>
        sameNumbers(routes, column(data, 'Route', 'Requests')) &&
        sameNumbers(ratios, column(data, 'Route', 'Errors')),
    },
    {
      ...overview,
      panel: 'Slowest endpoints',
      expected: `/slow first, in the bucket of ${rank(
        answered.filter(({ kind }) => kind.path === '/slow'),
        0.95,
      ).toFixed(3)} s`,
      holds: (data) => {
        const [first, seconds] = Object.entries(column(data, 'Route', 'p95'))[0] ?? [];
        return first === '/slow' && bucketOf(seconds ?? 0) === bucketOf(1.05);
      },
    },
    { ...fail, panel: 'Requests', ...equal(failed) },
    { ...fail, panel: 'Requests per second by status', ...rateOf(failed) },
    { ...fail, panel: 'Error ratio', ...equal(1) },
    {
      ...slowly,
      panel: 'p50',
      ...sameBucket(
        rank(
          answered.filter(({ kind }) => kind.path === '/slow'),
          0.5,
        ),
      ),
    },
    { ...database, panel: 'Operations in range', ...equal(passedOn) },
    { ...database, panel: 'Operations per second', ...rateOf(passedOn) },
    { ...database, panel: 'Failed operations', ...equal(0) },
    { ...database, panel: 'Waiting for a connection', ...equal(0) },
    {
      ...database,
      panel: 'Operations',
      expected: `${passedOn} in all`,
      holds: (data) => {
        if (data.kind !== 'table') return false;
        const at = data.columns.findIndex(({ title }) => title === 'Operations');
        return data.rows.reduce((sum, row) => sum + Number(row[at]), 0) === passedOn;
      },
    },
    { ...external, panel: 'Calls in range', ...equal(passedOn) },
    { ...external, panel: 'Calls per second', ...rateOf(passedOn) },
    { ...external, panel: 'Failed calls', ...equal(0) },
    {
      ...external,
      panel: 'Calls',
      expected: `${passedOn} to 127.0.0.1`,
      holds: (data) => sameNumbers({ '127.0.0.1': passedOn }, column(data, 'Calls', 'Calls made')),
    },
    { ...summary, panel: 'Requests', ...equal(all + passedOn) },
    { ...summary, panel: 'Successful requests', ...equal(1 - failed / (all + passedOn)) },
    { ...summary, panel: 'Calls of others', ...equal(passedOn) },
    {
      ...summary,
      panel: 'Services',
      expected: JSON.stringify({ storefront: all, inventory: passedOn }),
      holds: (data) =>
        sameNumbers({ storefront: all, inventory: passedOn }, column(data, 'Service', 'Requests in range')),
    },
    { ...business, panel: 'Transactions in range', ...equal(checkouts) },
    { ...business, panel: 'Transactions per second', ...rateOf(checkouts) },
    { ...business, panel: 'SLA violations', ...equal(late) },
    { ...business, panel: 'SLA kept', ...equal(1 - late / checkouts) },
    {
      ...business,
      panel: 'Transactions',
      expected: JSON.stringify({ ended: checkouts, kept: 1 - late / checkouts, sla: CHECKOUT_SLA_SECONDS }),
      holds: (data) =>
        sameNumbers({ checkout: checkouts }, column(data, 'Transaction', 'Ended')) &&
        sameNumbers({ checkout: 1 - late / checkouts }, column(data, 'Transaction', 'SLA kept')) &&
        sameNumbers({ checkout: CHECKOUT_SLA_SECONDS }, column(data, 'Transaction', 'SLA')),
    },
    {
      ...business,
      panel: 'What breaks the SLA',
      expected: `${late} times the duration, by the step payment`,
      holds: (data) =>
        data.kind === 'table' &&
        JSON.stringify(data.rows) === JSON.stringify([['checkout', 'duration', 'payment', late]]),
    },
    { dashboard: 'runtime', ...both, panel: 'Processes', ...equal(processes.length) },
    {
      dashboard: 'service-overview',
      ...inventory,
      panel: 'Requests per second by endpoint',
      expected: `${inventoryRoutes.size} endpoints`,
      holds: (data) => data.kind === 'lines' && data.lines.length === inventoryRoutes.size,
    },
  ];
  for (const { service, pid } of processes) {
    const real = await ofProcess(pid);
    if (!real) continue;
    const runtime = { dashboard: 'runtime', services: [service] };
    list.push(
      { ...runtime, panel: 'Memory', ...near(real.bytes, 1.5, 'bytes') },
      { ...runtime, panel: 'Open files', ...near(real.files, 1.5, 'files') },
    );
  }
  return list;
};
