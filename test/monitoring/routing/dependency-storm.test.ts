import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { sloRuleFiles } from '../../../src/monitoring/index.ts';
import { requireServer } from '../../backends/find-server.ts';
import { freePorts } from '../../backends/ports.ts';
import type { RunningServer } from '../../backends/start.ts';
import { startPrometheus } from '../../backends/start-prometheus.ts';
import { waitFor } from '../../integration/wait-for.ts';
import { composeFlags } from '../compose-flags.ts';
import { scaleDuration, writeScaledRules } from '../scenarios/scale-rules.ts';
import { objective } from '../slo/objectives.ts';
import { startWebhook, type Webhook } from '../webhook.ts';
import { type RunningAlertmanager, startRouted } from './running.ts';
import { StormService } from './storm-services.ts';

const prometheus = await requireServer('prometheus');
const alertmanager = await requireServer('alertmanager');
const withServers = prometheus && alertmanager ? describe : describe.skip;

/** A minute of the rules is two seconds here. */
const FACTOR = 30;
const EXPORT_MILLIS = 60_000 / FACTOR;
/** Services send one after the other, as in life, not all at once. */
const PHASES = 8;
const SERVICES = 100;
const ROUTES = ['/orders', '/orders/{id}', '/cart', '/prices'];
/** Calls between two exports. */
const CALLS = 20;
/** So many of the services have an objective. */
const OBJECTIVES = Array.from({ length: 10 }, (_, index) =>
  objective({ id: `objective-${index}`, service: `shop/service-${index}`, owner: 'application' }),
);

const ROUTING = `
teams: { application: { page: hook }, platform: { page: hook } }
defaultTeam: platform
receivers: { hook: { webhook: { urlFile: $SECRETS/hook } } }
grouping: { wait: ${scaleDuration('15s', FACTOR)}, interval: ${scaleDuration('2m', FACTOR)} }
`;

interface Storm {
  readonly environment: string;
  readonly cause: string;
  readonly root: string;
  readonly dependency: string;
  /** Alerts about services that Prometheus has to send: what follows from the cause. */
  readonly consequences: readonly string[];
  /** Whether budgets burn, and are still told of as burning when the cause is over. */
  readonly burnsBudgets?: boolean;
  /** What a service does between two exports. */
  readonly work: (service: StormService, isBroken: boolean) => void;
}

const answer = (service: StormService, status: number, seconds: number): void => {
  for (const route of ROUTES) {
    const attributes = {
      'http.request.method': 'GET',
      'http.route': route,
      'http.response.status_code': status,
    };
    service.count('http.server.request.duration', attributes, seconds, CALLS);
  }
};

const STORMS: readonly Storm[] = [
  {
    environment: 'down',
    cause: 'a database takes no connection',
    root: 'DependencyFailing',
    dependency: 'db.internal',
    consequences: ['EndpointErrorRatio', 'ServiceApdex'],
    burnsBudgets: true,
    work: (service, isBroken) => {
      const refused = { 'db.operation.name': 'connect', 'error.type': 'ECONNREFUSED' };
      const operation = {
        'db.system.name': 'postgresql',
        'server.address': 'db.internal',
        ...(isBroken ? refused : { 'db.operation.name': 'SELECT' }),
      };
      service.count('db.client.operation.duration', operation, 0.01, CALLS);
      answer(service, isBroken ? 500 : 200, 0.02);
    },
  },
  {
    environment: 'slow',
    cause: 'a service is slow',
    root: 'DependencySlow',
    dependency: 'stock.internal',
    consequences: ['EndpointLatency', 'ExternalLatency', 'ServiceApdex'],
    work: (service, isBroken) => {
      const call = { 'http.request.method': 'GET', 'server.address': 'stock.internal' };
      const seconds = isBroken ? 1.5 : 0.05;
      service.count('http.client.request.duration', call, seconds, CALLS);
      answer(service, 200, seconds);
    },
  },
];

withServers('what many services ask is in trouble: Prometheus finds out what it is', () => {
  let directory: string;
  let webhook: Webhook;
  let routed: RunningAlertmanager;
  let server: RunningServer;
  let exporting: NodeJS.Timeout;
  let current: { readonly storm: Storm; readonly services: readonly StormService[] } | undefined;
  let isBroken = false;

  const send = async (resourceMetrics: readonly object[]): Promise<void> => {
    const response = await fetch(`${server.url}/api/v1/otlp/v1/metrics`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ resourceMetrics }),
    });
    await response.arrayBuffer();
  };

  const exportPhase = (phase: number): void => {
    if (!current) return;
    const { storm, services } = current;
    const turn = services.filter((_, index) => index % PHASES === phase);
    for (const service of turn) storm.work(service, isBroken);
    send(turn.map((service) => service.export())).catch(() => {});
  };

  const ask = async (promql: string): Promise<number> => {
    const response = await fetch(`${server.url}/api/v1/query?query=${encodeURIComponent(promql)}`);
    const { data } = (await response.json()) as { data: { result: unknown[] } };
    return data.result.length;
  };

  interface Alert {
    readonly labels: Readonly<Record<string, string>>;
    readonly status: { readonly state: string };
  }
  const alertsNow = async (): Promise<Alert[]> =>
    (await (await fetch(`${routed.url}/api/v2/alerts`)).json()) as Alert[];

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'binnacle-dependency-storm-'));
    webhook = await startWebhook();
    routed = await startRouted(alertmanager ?? '', ROUTING, { hook: webhook.url });
    const [port = 0] = await freePorts(1);
    const rules = join(directory, 'rules');
    await writeScaledRules(rules, FACTOR, sloRuleFiles(OBJECTIVES));
    const config = join(directory, 'prometheus.yml');
    await writeFile(
      config,
      stringify({
        global: { evaluation_interval: '1s' },
        otlp: { promote_resource_attributes: ['deployment.environment.name'] },
        rule_files: [join(rules, '*.yaml')],
        alerting: { alertmanagers: [{ static_configs: [{ targets: [new URL(routed.url).host] }] }] },
      }),
    );
    await mkdir(join(directory, 'data'));
    server = await startPrometheus({
      binary: prometheus ?? '',
      config,
      dataDir: join(directory, 'data'),
      port,
      args: [
        ...(await composeFlags('prometheus', ['--web.enable-otlp-receiver', '--enable-feature'])),
        `--query.lookback-delta=${scaleDuration('5m', FACTOR)}`,
      ],
    });
    let phase = 0;
    exporting = setInterval(() => exportPhase(phase++ % PHASES), EXPORT_MILLIS / PHASES);
  }, 60_000);

  afterEach(() => {
    current = undefined;
  });
  afterAll(async () => {
    clearInterval(exporting);
    await server?.stop();
    await routed?.stop();
    await webhook?.close();
    await rm(directory, { recursive: true, force: true });
  });

  test.each(STORMS)(
    '$cause: $root is told, and nothing else while it lasts',
    async (storm) => {
      const { environment, root, dependency, consequences, burnsBudgets = false } = storm;
      const inEnvironment = `deployment_environment_name="${environment}"`;
      // What is over in another environment may be in the same notification.
      const heard = () =>
        webhook.notifications
          .map(({ status, at, alerts }) => ({
            ...{ status, at },
            alerts: alerts.filter(({ labels }) => labels.deployment_environment_name === environment),
          }))
          .filter(({ alerts }) => alerts.length > 0);
      isBroken = false;
      current = {
        storm,
        services: Array.from(
          { length: SERVICES },
          (_, index) => new StormService(`service-${index}`, environment),
        ),
      };
      await waitFor(
        'rules know what is usual',
        async () => [
          await ask(`service:http_server_requests:rate5m:mean{${inEnvironment},season="hour"}`),
          await ask(
            `external:http_client_requests:rate5m{${inEnvironment}} or database:db_client_operations:rate5m{${inEnvironment}}`,
          ),
        ],
        (counts) => counts.every((count) => count === SERVICES),
        120_000,
      );
      expect(heard()).toEqual([]);

      isBroken = true;
      const states = async (): Promise<Record<string, number>> => {
        const about = (await alertsNow()).filter(
          ({ labels }) => labels.deployment_environment_name === environment,
        );
        const counts: Record<string, number> = {};
        for (const { labels, status } of about) {
          const key = `${labels.alertname} ${status.state}`;
          counts[key] = (counts[key] ?? 0) + 1;
        }
        return counts;
      };
      await waitFor(
        'all that follows is silent',
        states,
        (counts) =>
          counts[`${root} active`] === 1 &&
          consequences.every((name) => (counts[`${name} suppressed`] ?? 0) >= SERVICES) &&
          (!burnsBudgets || (counts['SloBudgetBurn suppressed'] ?? 0) >= OBJECTIVES.length) &&
          Object.entries(counts).reduce((sum, [, count]) => sum + count, 0) > 500,
        90_000,
      );
      await waitFor('the cause is told', () => heard().length > 0);

      isBroken = false;
      await waitFor(
        'its end is told',
        () => heard().some(({ status }) => status === 'resolved'),
        Boolean,
        120_000,
      );
      // What it silenced may be told in the same moment as its end, or before.
      const over = heard()
        .flatMap(({ alerts }) => alerts)
        .find(({ status, labels }) => status === 'resolved' && labels.alertname === root);
      const end = Date.parse(over?.endsAt ?? '');
      const whileItLasted = heard().filter(({ at }) => at < end);
      expect(whileItLasted.length).toBeLessThanOrEqual(2);
      const told = (notifications: ReturnType<typeof heard>): string[] => [
        ...new Set(
          notifications.flatMap(({ status, alerts }) =>
            alerts.map(({ labels }) => `${status}: ${labels.alertname} ${labels.dependency}`),
          ),
        ),
      ];
      expect(told(whileItLasted)).toEqual([`firing: ${root} ${dependency}`]);
      const afterwards = told(heard()).filter((each) => !(burnsBudgets && each.includes('SloBudgetBurn')));
      // Told again where the end of what was before is told: that has the same group.
      expect(afterwards).toEqual([`firing: ${root} ${dependency}`, `resolved: ${root} ${dependency}`]);
      if (!burnsBudgets) return;

      // The windows of 30 minutes and 2 hours have not forgotten what is over.
      const burning = (severity: string) =>
        heard().filter(
          ({ status, alerts }) =>
            status === 'firing' && alerts.some(({ labels }) => labels.severity === severity),
        );
      await waitFor('a ticket about the budgets', () => burning('warning').length > 0, Boolean, 180_000);
      const firing = heard().filter(({ status }) => status === 'firing');
      expect(firing.map(({ alerts }) => alerts[0]?.labels.alertname)).toEqual([
        root,
        ...firing.slice(1).map(() => 'SloBudgetBurn'),
      ]);
      expect(firing.length).toBeLessThanOrEqual(3);
    },
    480_000,
  );
});
