import { describe, expect, test } from '@jest/globals';
import { dependencyLabel } from '../../src/monitoring/dependency-label.ts';
import { requireServer } from '../backends/find-server.ts';
import { checkLabels } from './expect-label.ts';

const promtool = await requireServer('promtool');
const withPromtool = promtool ? describe : describe.skip;

const SERVICE = { job: 'shop/orders', deployment_environment_name: 'test' };
const ofService = dependencyLabel(['job', 'deployment_environment_name', 'http_route']);
const ofCall = dependencyLabel(['job', 'deployment_environment_name', 'server_address']);

const dependency = (trouble: string, address: string, environment = 'test'): string =>
  `dependency:${trouble}_callers:count{deployment_environment_name="${environment}",server_address="${address}"}`;
const call = (trouble: string, address: string, job = SERVICE.job, environment = 'test'): string =>
  `call:dependency_${trouble}:count{job="${job}",deployment_environment_name="${environment}",server_address="${address}"}`;

interface Case {
  readonly name: string;
  readonly template?: typeof ofService;
  readonly labels?: Readonly<Record<string, string>>;
  readonly series: Readonly<Record<string, string>>;
  readonly dependency: string | undefined;
}

const CASES: readonly Case[] = [
  { name: 'nothing is in trouble', series: {}, dependency: undefined },
  {
    name: 'what it asks fails, for most who ask it',
    series: { [dependency('failing', 'db')]: '9', [call('failing', 'db')]: '1' },
    dependency: 'db',
  },
  {
    name: 'what it asks fails for itself alone',
    series: { [call('failing', 'db')]: '1' },
    dependency: undefined,
  },
  {
    name: 'what fails, only others ask',
    series: { [dependency('failing', 'db')]: '9', [call('failing', 'db', 'shop/cart')]: '1' },
    dependency: undefined,
  },
  {
    name: 'it fails in another environment',
    series: {
      [dependency('failing', 'db', 'staging')]: '9',
      [call('failing', 'db', SERVICE.job, 'staging')]: '1',
    },
    dependency: undefined,
  },
  {
    name: 'of two the one that more have trouble with',
    series: {
      [dependency('failing', 'a')]: '4',
      [call('failing', 'a')]: '1',
      [dependency('failing', 'db')]: '9',
      [call('failing', 'db')]: '1',
    },
    dependency: 'db',
  },
  {
    name: 'one that fails before one that is slow',
    series: {
      [dependency('slow', 'a')]: '9',
      [call('slow', 'a')]: '1',
      [dependency('failing', 'db')]: '3',
      [call('failing', 'db')]: '1',
    },
    dependency: 'db',
  },
  {
    name: 'one that is slow',
    series: { [dependency('slow', 'db')]: '3', [call('slow', 'db')]: '1' },
    dependency: 'db',
  },
  {
    name: 'one that works again, for a few minutes',
    series: { [dependency('failing', 'db')]: '3x143 _x100', [call('failing', 'db')]: '1x143 _x100' },
    dependency: 'db',
  },
  {
    name: 'one that works again, for longer',
    series: { [dependency('failing', 'db')]: '3x138 _x100', [call('failing', 'db')]: '1x138 _x100' },
    dependency: undefined,
  },
  {
    name: 'one that works again, where an alert lasts longer than its cause',
    template: dependencyLabel(['job', 'deployment_environment_name'], '6h'),
    series: { [dependency('failing', 'db')]: '3x20 _x200', [call('failing', 'db')]: '1x20 _x200' },
    dependency: 'db',
  },
  {
    name: 'an alert about calls of another address',
    template: ofCall,
    labels: { ...SERVICE, server_address: 'prices' },
    series: { [dependency('failing', 'db')]: '9', [call('failing', 'db')]: '1' },
    dependency: undefined,
  },
  {
    name: 'an alert about calls of this address',
    template: ofCall,
    labels: { ...SERVICE, server_address: 'db' },
    series: { [dependency('slow', 'db')]: '9', [call('slow', 'db')]: '1' },
    dependency: 'db',
  },
];

withPromtool('the label dependency of an alert', () => {
  test.each(CASES)(
    '$name: $dependency',
    async ({ template = ofService, labels = SERVICE, series, dependency }) => {
      const expected = dependency === undefined ? {} : { dependency };
      expect(await checkLabels(promtool ?? '', { template, labels, series, expected })).toContain('SUCCESS');
    },
  );
});
