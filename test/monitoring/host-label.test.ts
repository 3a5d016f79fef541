import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { hostLabel } from '../../src/monitoring/host-label.ts';
import { requireServer } from '../backends/find-server.ts';
import { run } from '../backends/run.ts';

const promtool = await requireServer('promtool');
const withPromtool = promtool ? describe : describe.skip;

const target = (instance: string, host: string, job = 'shop/orders'): string =>
  `target_info{job="${job}",instance="${instance}",deployment_environment_name="test",host_name="${host}"}`;
const NODE = { job: 'node', instance: 'web-1:9100' };
const SERVICE = { job: 'shop/orders', deployment_environment_name: 'test' };

interface Case {
  readonly name: string;
  readonly template: { readonly host?: string };
  /** Of the alert's series. */
  readonly labels: Readonly<Record<string, string>>;
  readonly series: Readonly<Record<string, string>>;
  readonly host: string | undefined;
}

const service = hostLabel('service', ['job', 'deployment_environment_name']);

const CASES: readonly Case[] = [
  {
    name: 'one instance',
    template: service,
    labels: SERVICE,
    series: { [target('a', 'web-1')]: '1' },
    host: 'web-1',
  },
  {
    name: 'two instances on one machine',
    template: service,
    labels: SERVICE,
    series: { [target('a', 'web-1')]: '1', [target('b', 'web-1')]: '1' },
    host: 'web-1',
  },
  {
    name: 'two machines',
    template: service,
    labels: SERVICE,
    series: { [target('a', 'web-1')]: '1', [target('b', 'web-2')]: '1' },
    host: undefined,
  },
  {
    name: 'another service',
    template: service,
    labels: SERVICE,
    series: { [target('a', 'web-1', 'shop/cart')]: '1' },
    host: undefined,
  },
  {
    name: 'one of two instances, which the alert names',
    template: hostLabel('service', ['job', 'instance', 'deployment_environment_name']),
    labels: { ...SERVICE, instance: 'b' },
    series: { [target('a', 'web-1')]: '1', [target('b', 'web-2')]: '1' },
    host: 'web-2',
  },
  {
    name: 'an objective whose service went away hours ago',
    template: hostLabel('service', ['slo', 'job', 'deployment_environment_name'], '1d'),
    labels: SERVICE,
    series: { [target('a', 'web-1')]: '1 _x200' },
    host: 'web-1',
  },
  {
    name: 'a machine that has been down for hours',
    template: hostLabel('host', ['job', 'instance']),
    labels: NODE,
    series: { 'node_uname_info{job="node",instance="web-1:9100",nodename="web-1"}': '1 _x200' },
    host: 'web-1',
  },
  {
    name: 'a part of the stack',
    template: hostLabel('pipeline', ['job', 'instance']),
    labels: NODE,
    series: {},
    host: undefined,
  },
];

withPromtool('the label host of an alert', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'binnacle-host-label-'));
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  test.each(CASES)('$name: $host', async ({ template, labels, series, host }) => {
    const rules = join(directory, 'rules.yaml');
    await writeFile(
      rules,
      stringify({ groups: [{ name: 'x', rules: [{ alert: 'X', expr: 'bad == 1', labels: template }] }] }),
    );
    const shown = Object.entries(labels).map(([name, value]) => `${name}="${value}"`);
    const file = join(directory, 'test.yaml');
    await writeFile(
      file,
      stringify({
        rule_files: ['rules.yaml'],
        evaluation_interval: '1m',
        tests: [
          {
            interval: '1m',
            input_series: [
              { series: `bad{${shown.join(',')}}`, values: '1x300' },
              ...Object.entries(series).map(([name, values]) => ({
                series: name,
                values: values === '1' ? '1x300' : values,
              })),
            ],
            alert_rule_test: [
              {
                eval_time: '150m',
                alertname: 'X',
                exp_alerts: [{ exp_labels: { ...labels, ...(host !== undefined && { host }) } }],
              },
            ],
          },
        ],
      }),
    );
    expect(await run(promtool ?? '', ['test', 'rules', file])).toContain('SUCCESS');
  });
});
