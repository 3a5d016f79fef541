import { describe, expect, test } from '@jest/globals';
import { decide, type Labels, readAlertmanager } from '../../../src/monitoring/index.ts';

const read = (text: string) => {
  const { alertmanager, faults } = readAlertmanager(text);
  if (!alertmanager) throw new Error(JSON.stringify(faults));
  return alertmanager;
};

const TREE = read(`
route:
  receiver: root
  group_by: [alertname]
  routes:
    - matchers: [team="a"]
      receiver: a
      repeat_interval: 1d
      routes:
        - { matchers: [severity="critical"], receiver: pager, continue: yes }
        - { matchers: [severity=~"crit.*"], group_by: ['...'] }
    - match: { team: b }
      match_re: { service: 'x)|(y' }
      receiver: b
    - { matchers: ['team!=""'], receiver: rest }
receivers: [{ name: root }, { name: a }, { name: pager }, { name: b }, { name: rest }]
inhibit_rules:
  - { source_matchers: [severity="critical"], target_matchers: [severity=~"critical|warning"], equal: [job, zone] }
`);

const decided = (labels: Labels, firing: readonly Labels[] = []) =>
  decide(TREE, labels, { epochMillis: 0, firing });

describe('the way of an alert', () => {
  test.each([
    [{}, ['root']],
    [{ team: 'a' }, ['a']],
    [{ team: 'a', severity: 'critical' }, ['pager', 'a']],
    [{ team: 'b', service: 'x' }, ['b']],
    // Anchored twice: neither x at the beginning nor y at the end is enough.
    [{ team: 'b', service: 'x1' }, ['rest']],
    [{ team: 'constructor' }, ['rest']],
  ])('%j goes to %j', (labels, expected) =>
    expect(decided(labels as unknown as Labels).deliveries.map(({ receiver }) => receiver)).toEqual(expected),
  );

  test('what a route does not say comes from above', () => {
    const { deliveries } = decided({ team: 'a', severity: 'critical' });
    expect(deliveries.map(({ groupBy, timing }) => [groupBy, timing])).toEqual([
      [['alertname'], { wait: '30s', interval: '5m', repeat: '1d' }],
      [['...'], { wait: '30s', interval: '5m', repeat: '1d' }],
    ]);
  });
});

describe('what silences an alert', () => {
  test.each([
    [
      'a source with the same labels; a label that neither has is the same',
      { severity: 'warning', job: 'x' },
      { severity: 'critical', job: 'x' },
      true,
    ],
    [
      'a source with another label',
      { severity: 'warning', job: 'x' },
      { severity: 'critical', job: 'y' },
      false,
    ],
    [
      'a source that has a label of which the other knows nothing',
      { severity: 'warning', job: 'x' },
      { severity: 'critical', job: 'x', zone: '1' },
      false,
    ],
    [
      'an alert that is both does not silence one that is both',
      { severity: 'critical', job: 'x' },
      { severity: 'critical', job: 'x' },
      false,
    ],
    ['what is no source', { severity: 'warning' }, { severity: 'warning' }, false],
  ])('%s', (_, alert, firing, expected) => {
    expect(decided(alert as unknown as Labels, [firing as unknown as Labels]).inhibitedBy.length > 0).toBe(
      expected,
    );
  });
});

describe('a configuration that decides nothing', () => {
  test.each([
    ['', '1:1 is empty'],
    ['a: b', '1:1 has no "route"; expected a configuration of Alertmanager, or a routing.yaml'],
    ['route: {}\nreceivers: [{ name: x }]', '1:8 route: the root needs a receiver'],
    [
      'route: { receiver: y }\nreceivers: [{ name: x }]',
      '1:20 route.receiver: there is no receiver "y"; there are x',
    ],
    [
      'route: { receiver: x, routes: [{ matchers: ["größe"] }] }\nreceivers: [{ name: x }]',
      '1:45 route.routes[0].matchers[0]: expected =, !=, =~ or !~ before the end',
    ],
  ])('%j', (text, expected) => {
    const { alertmanager, faults } = readAlertmanager(text);
    expect([alertmanager, faults.map(({ line, column, message }) => `${line}:${column} ${message}`)]).toEqual(
      [undefined, [expected]],
    );
  });
});
