import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { requireServer } from '../backends/find-server.ts';
import { waitFor } from '../integration/wait-for.ts';
import type { DatabaseServer } from '../node/servers/database-server.ts';
import { requireCommand } from '../node/servers/find-command.ts';
import { startPostgres } from '../node/servers/start-postgres.ts';
import { type Dependency, startDependency } from './scenarios/dependency.ts';
import { diskText } from './scenarios/disk-text.ts';
import {
  type Faulty,
  LEAK_SERVICE,
  POOL_SERVICE,
  startLeakService,
  startPoolService,
} from './scenarios/faulty.ts';
import { leakHistory } from './scenarios/leak-history.ts';
import { type Notice, type Receivers, startReceivers } from './scenarios/notices.ts';
import { crash, type Shop, startShop } from './scenarios/shop.ts';
import { type ReceiverName, type ScenarioStack, startScenarioStack } from './scenarios/stack.ts';

const collector = await requireServer('otelcol');
const prometheus = await requireServer('prometheus');
const promtool = await requireServer('promtool');
const alertmanager = await requireServer('alertmanager');
const postgres = await requireCommand('initdb');
const withServers =
  collector && prometheus && promtool && alertmanager && postgres ? describe : describe.skip;

/** Five minutes of the rules are ten seconds here, an hour is two minutes. */
const FACTOR = 30;

interface Scenario {
  readonly name: string;
  readonly job: string;
  /** What has to be told, and to whom. */
  readonly fires: Readonly<Record<string, ReceiverName>>;
  /** What may be told beside it, because it is true as well. */
  readonly mayFire?: readonly string[];
  /** Minutes of the rules, from the cause to the notification, at the latest: the window, `for`, and some more. */
  readonly withinMinutes: number;
}

const SCENARIOS: readonly Scenario[] = [
  {
    name: 'a dependency becomes slow',
    job: 'shop-slow',
    fires: { EndpointLatency: 'application-ticket', ExternalLatency: 'application-ticket' },
    mayFire: ['EndpointLatencyUnusual', 'ServiceApdex'],
    withinMinutes: 20,
  },
  {
    name: 'one request in five fails',
    job: 'shop-errors',
    fires: { EndpointErrorRatio: 'application-page' },
    mayFire: ['ErrorNew', 'ErrorRegressed'],
    withinMinutes: 10,
  },
  {
    name: 'nine of ten requests stay away',
    job: 'shop-drop',
    fires: { ServiceThroughputDrop: 'application-page' },
    withinMinutes: 20,
  },
  {
    name: 'all connections of a pool are in use',
    job: POOL_SERVICE,
    fires: { DatabasePoolExhausted: 'application-page' },
    withinMinutes: 10,
  },
  {
    name: 'a heap grows for hours',
    job: LEAK_SERVICE,
    fires: { HeapGrowth: 'application-ticket', MemoryLeak: 'application-ticket' },
    withinMinutes: 30,
  },
  {
    name: 'a process ends soon after each start',
    job: 'shop-crash',
    fires: { ProcessCrashLoop: 'application-page' },
    mayFire: ['ErrorNew', 'ErrorRegressed'],
    withinMinutes: 20,
  },
  {
    name: 'a disk is full',
    job: 'node',
    fires: { DiskFull: 'platform-page' },
    mayFire: ['DiskFilling'],
    withinMinutes: 12,
  },
];

const COLLECTOR: Scenario = {
  name: 'the Collector is killed',
  job: 'collector',
  fires: { TargetDown: 'platform-page' },
  withinMinutes: 8,
};

/** What a machine causes that has much else to do, so that the stack itself is late. */
const isOfTheMachine = ({ alertname, job }: Notice): boolean =>
  alertname === 'EventLoopLag' ||
  (alertname === 'TargetDown' && job !== COLLECTOR.job) ||
  alertname === 'Watchdog';
/** A slow machine gets as much again, and some seconds to start processes. */
const PATIENCE = 2;
const SPARE_MILLIS = 10_000;
const RESOLVED_MILLIS = 150_000;
const REPLICAS = 3;
const RESTART_MILLIS = 2_000;

withServers('what breaks is told to those who can mend it, and nobody else', () => {
  let stack: ScenarioStack;
  let receivers: Receivers;
  const dependencies: Dependency[] = [];
  const shops: Record<string, Shop> = {};
  let brokenAt = Number.POSITIVE_INFINITY;
  let slowMillis = 0;
  let database: DatabaseServer | undefined;
  let pool: Faulty;
  let leak: Faulty;
  let diskLeft = 0.5;
  let crashing = false;
  let crashes: Promise<void>[] = [];

  const has = ({ job }: Scenario, alertname: string, status: Notice['status']): Notice | undefined =>
    receivers.notices.find((one) => one.job === job && one.alertname === alertname && one.status === status);

  const untilTold = (scenario: Scenario, status: Notice['status'], deadlineMillis: number) =>
    waitFor(
      `${scenario.name}: ${Object.keys(scenario.fires).join(' and ')} ${status}`,
      () => Object.keys(scenario.fires).filter((alertname) => !has(scenario, alertname, status)),
      (missing) => missing.length === 0,
      deadlineMillis,
    );

  /** Of those that run: that nobody starts the one that crashed any more is its own silence, and rightly told. */
  const silent = (): Notice[] =>
    receivers.notices.filter(({ alertname, job }) => alertname === 'ServiceSilent' && job !== 'shop-crash');

  const millisOf = (minutes: number): number => (minutes * 60_000 * PATIENCE) / FACTOR + SPARE_MILLIS;

  const ask = async (promql: string): Promise<unknown[]> => {
    const url = `${stack.prometheusUrl}/api/v1/query?query=${encodeURIComponent(promql)}`;
    return ((await (await fetch(url)).json()) as { data: { result: unknown[] } }).data.result;
  };

  beforeAll(async () => {
    receivers = await startReceivers();
    const slow = await startDependency('application/json', async () => {
      await delay(slowMillis);
      return '[]';
    });
    const quick = await startDependency('application/json', () => '[]');
    const node = await startDependency('text/plain', () => diskText(diskLeft));
    dependencies.push(slow, quick, node);
    const startSeconds = Math.floor(Date.now() / 1_000);
    stack = await startScenarioStack(
      {
        collector: collector ?? '',
        prometheus: prometheus ?? '',
        promtool: promtool ?? '',
        alertmanager: alertmanager ?? '',
      },
      {
        factor: FACTOR,
        urlOf: receivers.urlOf,
        nodeAddress: node.address,
        history: leakHistory(LEAK_SERVICE, FACTOR, startSeconds),
      },
    );
    const { otlpUrl } = stack;
    const given = { otlpUrl, factor: FACTOR };
    leak = await startLeakService(given);
    database = await startPostgres();
    pool = await startPoolService(given, `postgres://app:hunter2@127.0.0.1:${database?.port}/postgres`);
    for (const name of ['shop-slow', 'shop-errors', 'shop-drop']) {
      const dependency = name === 'shop-slow' ? slow.address : quick.address;
      const shop = await startShop(name, { otlpUrl, dependency, factor: FACTOR });
      shop.load(['/products'], 150);
      shops[name] = shop;
    }
    await waitFor(
      'rules know what is usual',
      async () => [
        ...(await ask('service:http_server_requests:rate5m:mean > 1')),
        ...(await ask('external:http_client_request_duration_seconds:p95_5m:mean{job="shop-slow"}')),
      ],
      (series) => series.length >= 4,
      120_000,
    );
  }, 240_000);

  afterAll(async () => {
    crashing = false;
    await Promise.allSettled(crashes);
    await Promise.all([...Object.values(shops), pool, leak].map((one) => one?.stop()));
    await database?.stop();
    await stack?.stop();
    await Promise.all(dependencies.map((one) => one.close()));
    await receivers?.close();
  }, 60_000);

  test('before anything breaks, only the leak may have been told', () => {
    expect(receivers.notices.filter((one) => !isOfTheMachine(one) && one.job !== LEAK_SERVICE)).toEqual([]);
  });

  test('everything breaks', async () => {
    brokenAt = Date.now();
    slowMillis = 1_500;
    await pool.ask('/hold');
    diskLeft = 0.01;
    shops['shop-errors']?.load(['/products', '/products', '/products', '/products', '/fail'], 150);
    shops['shop-drop']?.load(['/products'], 1_500);
    const crashAgainAndAgain = async (): Promise<void> => {
      while (crashing) {
        await crash('shop-crash', stack.otlpUrl);
        await delay(RESTART_MILLIS);
      }
    };
    crashing = true;
    crashes = Array.from({ length: REPLICAS }, crashAgainAndAgain);
  });

  test.each(SCENARIOS.map((scenario) => [scenario.name, scenario] as const))(
    '%s: told in time, to the right team',
    async (_, scenario) => {
      await untilTold(
        scenario,
        'firing',
        Math.max(0, brokenAt + millisOf(scenario.withinMinutes) - Date.now()),
      );
      const told = Object.keys(scenario.fires).map((alertname) => [
        alertname,
        has(scenario, alertname, 'firing')?.receiver,
      ]);
      expect(Object.fromEntries(told)).toEqual(scenario.fires);
    },
    120_000,
  );

  test('everything is mended', async () => {
    crashing = false;
    slowMillis = 0;
    await pool.ask('/release');
    await leak.ask('/stop');
    diskLeft = 0.5;
    shops['shop-errors']?.load(['/products'], 150);
    shops['shop-drop']?.load(['/products'], 150);
    await Promise.all(crashes);
  }, 60_000);

  test.each(SCENARIOS.map((scenario) => [scenario.name, scenario] as const))(
    '%s: the end is told too',
    (_, scenario) => untilTold(scenario, 'resolved', RESOLVED_MILLIS),
    RESOLVED_MILLIS + 10_000,
  );

  test(`${COLLECTOR.name}: told in time, and that no service is heard of is not`, async () => {
    await stack.killCollector();
    await untilTold(COLLECTOR, 'firing', millisOf(COLLECTOR.withinMinutes));
    await waitFor(
      'services are silent, and Alertmanager mutes that',
      async () => {
        const filter = encodeURIComponent('alertname="ServiceSilent"');
        const response = await fetch(`${stack.alertmanagerUrl}/api/v2/alerts?filter=${filter}`);
        const alerts = (await response.json()) as { status: { state: string } }[];
        return alerts.map(({ status }) => status.state);
      },
      (states) => states.length > 0 && states.every((state) => state === 'suppressed'),
      60_000,
    );
    expect(silent()).toEqual([]);
    await stack.startCollector();
    await waitFor(
      'the end is told',
      () =>
        receivers.notices.filter(({ job, status }) => job === COLLECTOR.job && status === 'resolved').length,
      (count) => count > 0,
      RESOLVED_MILLIS,
    );
    expect(has(COLLECTOR, 'TargetDown', 'firing')?.receiver).toBe(COLLECTOR.fires.TargetDown);
  }, 240_000);

  test('nobody was told anything else', () => {
    const expected = [...SCENARIOS, COLLECTOR].flatMap(({ job, fires, mayFire = [] }) =>
      [...Object.keys(fires), ...mayFire].map((alertname) => `${alertname} of ${job}`),
    );
    // Once the Collector is back: until an SDK tries again takes seconds of its own, which are minutes for these rules.
    const told = receivers.notices
      .filter((one) => !isOfTheMachine(one) && one.alertname !== 'ServiceSilent')
      .map(({ alertname, job }) => `${alertname} of ${job}`);
    expect([...new Set(told)].filter((one) => !expected.includes(one))).toEqual([]);
  });
});
