import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { hostsQuery } from '../../src/monitoring/grafana/host-variable.ts';
import { type Dashboard, dashboards, METRICS, recordings, SLO_METRICS } from '../../src/monitoring/index.ts';
import { requireServer } from '../backends/find-server.ts';
import { run } from '../backends/run.ts';
import { modelOf, panelsOf, targetsOf } from './dashboard-queries.ts';

/** What every dashboard lets choose, and the label of a metric that says which of it a series is of. */
const CHOICES = {
  environment: 'deployment_environment_name',
  service: 'job',
  instance: 'instance',
} as const;
type Choice = keyof typeof CHOICES;
const NAMES = Object.keys(CHOICES) as Choice[];

/** Where one of them has no meaning, and why. */
const WITHOUT: Readonly<Record<string, Partial<Record<Choice, string>>>> = {
  logs: { service: 'Loki knows a service without its namespace: `log_service` is the variable' },
  slo: { instance: 'an objective is one of a service, and its budget too' },
  uptime: {
    environment: 'what is asked from outside is an address; `probe` is the variable',
    service: 'what answers may be several services, or none of ours; `probe` is the variable',
    instance: 'which instance answers is not to be seen from outside; `probe` is the variable',
  },
  'web-experience': { instance: 'a page runs in a browser, which is no instance of anything' },
};

interface Variable {
  readonly name: string;
  readonly definition?: string;
}

const variablesOf = (dashboard: Dashboard): readonly Variable[] => modelOf(dashboard).templating?.list ?? [];

/** Variables that a text reads, and those that their queries read in turn. */
const readBy = (text: string, variables: readonly Variable[]): ReadonlySet<string> => {
  const read = new Set<string>();
  const visit = (query: string): void => {
    for (const [, name = ''] of query.matchAll(/\$(?:\{)?([a-z]\w*)/g)) {
      if (read.has(name)) continue;
      read.add(name);
      visit(variables.find((variable) => variable.name === name)?.definition ?? '');
    }
  };
  visit(text);
  return read;
};

const metrics = [
  ...Object.values(METRICS),
  ...recordings.flatMap(({ rules }) => rules.map(({ metric }) => metric)),
  ...Object.values(SLO_METRICS),
].map(({ prometheusName, labels }) => ({ prometheusName, labels: labels as readonly string[] }));

/** What of the choices a query has labels for, by the metrics that it names: those of a service have an environment. */
const choicesOf = (promql: string): readonly Choice[] => {
  const words = new Set(promql.match(/[a-zA-Z_:][\w:]*/g));
  const named = metrics.filter(({ prometheusName, labels }) => {
    const names = ['', '_count', '_sum', '_bucket'].map((part) => `${prometheusName}${part}`);
    return names.some((name) => words.has(name)) && labels.includes(CHOICES.environment);
  });
  return NAMES.filter((name) => named.some(({ labels }) => labels.includes(CHOICES[name])));
};

describe.each(dashboards.map((dashboard) => [dashboard.id, dashboard] as const))('%s', (id, dashboard) => {
  const variables = variablesOf(dashboard);
  const has = (name: string): boolean => variables.some((variable) => variable.name === name);

  test('lets choose environment, service and instance, where they have a meaning', () => {
    expect(NAMES.filter((name) => !has(name))).toEqual(Object.keys(WITHOUT[id] ?? {}));
  });

  const queries = panelsOf(dashboard).flatMap((panel) =>
    targetsOf(panel).map(({ expr }) => ({ panel: panel.title ?? '', expr })),
  );

  test('no variable goes unread', () => {
    const read = readBy(JSON.stringify(panelsOf(dashboard)), variables);
    expect(variables.map(({ name }) => name).filter((name) => !read.has(name))).toEqual([]);
  });

  test('each query about services keeps to what is chosen', () => {
    const ignored = queries.flatMap(({ panel, expr }) => {
      const read = readBy(expr, variables);
      const due = choicesOf(expr).filter((name) => has(name) && !read.has(name));
      return due.length > 0 ? [`${panel}: ${due.join(', ')}`] : [];
    });
    expect(ignored).toEqual([]);
  });
});

const promtool = await requireServer('promtool');

(promtool ? describe : describe.skip)('the hosts of what is chosen', () => {
  const service = (name: string, host: string) => ({
    series: `target_info{job="shop/${name}",instance="${name}-1",deployment_environment_name="production",host_name="${host}"}`,
    values: '1x10',
  });
  const machine = (name: string) => ({
    series: `node_uname_info{job="node",instance="${name}:9100",nodename="${name}"}`,
    values: '1x10',
  });
  const series = [
    service('orders', 'web-1'),
    service('payments', 'web-2'),
    machine('web-1'),
    machine('web-2'),
    machine('spare'),
  ];

  test.each([
    ['everything', {}, ['web-1', 'web-2', 'spare']],
    ['a service', { service: 'shop/orders' }, ['web-1']],
    ['an instance', { instance: 'payments-1' }, ['web-2']],
    ['an environment of all services', { environment: 'production' }, ['web-1', 'web-2', 'spare']],
    ['an environment of none', { environment: 'test' }, []],
  ] as const)('%s', async (_, chosen: Partial<Record<Choice, string>>, hosts) => {
    const expr = NAMES.reduce(
      (text, name) => text.replaceAll(`$${name}`, chosen[name] ?? '.*'),
      `group by (instance) (${hostsQuery})`,
    );
    const folder = await mkdtemp(join(tmpdir(), 'binnacle-hosts-'));
    const file = join(folder, 'test.yaml');
    const exp_samples = hosts.map((host) => ({ labels: `{instance="${host}:9100"}`, value: 1 }));
    const tests = [
      { interval: '1m', input_series: series, promql_expr_test: [{ expr, eval_time: '5m', exp_samples }] },
    ];
    await writeFile(file, stringify({ tests }));
    try {
      expect(await run(promtool ?? '', ['test', 'rules', file])).toContain('SUCCESS');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
