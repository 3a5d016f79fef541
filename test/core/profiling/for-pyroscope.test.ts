import { describe, expect, test } from '@jest/globals';
import { forPyroscope, pyroscopeName } from '../../../src/core/profiling/for-pyroscope.ts';
import { heapProfileOf, LABELS } from '../../../src/core/profiling/profile.ts';
import { profileOf } from './profiles.ts';

describe('the name for Pyroscope', () => {
  test.each([
    ['shop', {}, 'shop'],
    ['team/shop-v2.eu_1', {}, 'team/shop-v2.eu_1'],
    ['@acme/my shop', {}, '_acme/my_shop'],
    ['größe', {}, 'gr_e'],
    ['shop{a=b}', {}, 'shop_a_b_'],
    [
      'shop',
      { 'service.version': '1.2.0', 'service.namespace': 'acme', 'deployment.environment.name': 'prod' },
      'shop{service_namespace=acme,service_version=1.2.0,deployment_environment_name=prod}',
    ],
    ['shop', { 'service.version': '1.2,x}{y=z' }, 'shop{service_version=1.2_x__y_z}'],
    ['shop', { 'service.version': ' ', 'service.instance.id': 'a', 'host.name': 'b' }, 'shop'],
    ['shop', { 'service.version': 7 }, 'shop{service_version=7}'],
    ['shop', { 'service.version': 'x'.repeat(5_000) }, `shop{service_version=${'x'.repeat(512)}}`],
  ])('of %j with %j', (service, resource, name) => {
    expect(pyroscopeName(service, resource)).toBe(name);
  });
});

describe('a profile for Pyroscope', () => {
  const IDS = { [LABELS.traceId]: 'a'.repeat(32), [LABELS.spanId]: 'b'.repeat(16) };

  test('has labels of names that it takes, and none of the trace', () => {
    const profile = profileOf([
      ['main>burn', 7, { ...IDS, [LABELS.route]: '/reports/:id' }],
      ['main', 1, { [LABELS.route]: `/${'x'.repeat(5_000)}` }],
      ['main', 2],
    ]);
    const { samples, ...rest } = forPyroscope(profile, 'cpu');
    expect(samples.map(({ labels }) => labels)).toEqual([
      { span_id: 'b'.repeat(16), http_route: '/reports/:id' },
      { http_route: `/${'x'.repeat(511)}` },
      {},
    ]);
    expect(samples.map(({ values }) => values)).toEqual(profile.samples.map(({ values }) => values));
    expect({ ...rest, samples: profile.samples }).toEqual(profile);
  });

  test('is of the moment when a heap was read, not of the begin of the process', () => {
    const heap = { ...heapProfileOf([], 1_024, 1_760_000_000_000), durationMillis: 7_200_000 };
    expect(forPyroscope(heap, 'heap')).toMatchObject({
      timeMillis: 1_760_007_200_000,
      durationMillis: 0,
    });
  });

  test('tells functions without a name apart', () => {
    const frame = { name: '(anonymous)', file: 'src/shop.js', line: 12, column: 5 };
    const frames = [
      frame,
      { ...frame, line: 40 },
      { ...frame, name: 'burn' },
      { ...frame, name: '(program)', file: '' },
      { ...frame, file: '', line: 0 },
    ];
    const profile = { ...profileOf([]), samples: [{ stack: frames, values: [1, 1], labels: {} }] };
    const [sample] = forPyroscope(profile, 'cpu').samples;
    expect(sample?.stack.map(({ name }) => name)).toEqual([
      '(anonymous) src/shop.js:12:5',
      '(anonymous) src/shop.js:40:5',
      'burn',
      '(program)',
      '(anonymous)',
    ]);
  });
});
