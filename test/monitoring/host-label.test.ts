import { describe, expect, test } from '@jest/globals';
import { hostLabel } from '../../src/monitoring/host-label.ts';
import { requireServer } from '../backends/find-server.ts';
import { checkLabels } from './expect-label.ts';

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
    name: 'what several services ask',
    template: hostLabel('dependency', ['deployment_environment_name', 'server_address']),
    labels: { deployment_environment_name: 'test', server_address: 'db' },
    series: { [target('a', 'web-1')]: '1' },
    host: undefined,
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
  test.each(CASES)('$name: $host', async ({ template, labels, series, host }) => {
    const expected = host === undefined ? {} : { host };
    const labelCase = { template: { ...template }, labels, series, expected };
    expect(await checkLabels(promtool ?? '', labelCase)).toContain('SUCCESS');
  });
});
