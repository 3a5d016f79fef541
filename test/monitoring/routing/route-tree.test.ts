import { describe, expect, test } from '@jest/globals';
import {
  alertmanagerConfig,
  decide,
  type Labels,
  parseRouting,
  readAlertmanager,
} from '../../../src/monitoring/index.ts';

const ROUTING = `
teams:
  orders: { page: [pager, chat], ticket: chat, quietHours: nights, services: shop/orders }
  search: { page: pager, grouping: { by: [alertname, job, instance] } }
  platform: { page: mail }
defaultTeam: platform
receivers: { pager: {}, chat: {}, mail: {} }
quietHours: { nights: { timeZone: UTC, from: "18:00", to: "08:00" } }
`;
const AT_NIGHT = Date.parse('2026-03-01T23:00:00Z');

const deliveriesOf = (text: string, labels: Labels): readonly string[] => {
  const { routing, faults } = parseRouting(text);
  expect(faults).toEqual([]);
  const { alertmanager } = readAlertmanager(JSON.stringify(routing && alertmanagerConfig(routing)));
  if (!alertmanager) throw new Error('no configuration');
  const { deliveries } = decide(alertmanager, labels, { epochMillis: AT_NIGHT, firing: [] });
  return deliveries.map(
    ({ receiver, groupBy, mutedBy }) =>
      `${receiver} by ${groupBy.toSorted().join('+')}${mutedBy.length > 0 ? ' muted' : ''}`,
  );
};

const CAUSE = 'alertname+dependency+deployment_environment_name';
const burn = { alertname: 'SloBudgetBurn', job: 'shop/orders' };
const page = { ...burn, severity: 'critical' };
const ticket = { ...burn, severity: 'warning' };

describe('alerts of services that ask the same are one notification of each kind', () => {
  test.each<readonly [string, Labels, readonly string[]]>([
    ['a page', { ...page, team: 'orders', dependency: 'db' }, [`pager by ${CAUSE}`, `chat by ${CAUSE}`]],
    ['without a cause', { ...page, team: 'orders' }, ['pager by alertname+job', 'chat by alertname+job']],
    ['a ticket at night', { ...ticket, team: 'orders', dependency: 'db' }, [`chat by ${CAUSE} muted`]],
    [
      'of a team that owns the service',
      { ...page, team: 'application', service: 'shop/orders', dependency: 'db' },
      [`pager by ${CAUSE}`, `chat by ${CAUSE}`],
    ],
    ['of the default team', { ...page, team: 'other', dependency: 'db' }, [`mail by ${CAUSE}`]],
    [
      'of a team with a grouping of its own',
      { ...page, team: 'search', dependency: 'db' },
      ['pager by alertname+instance+job'],
    ],
  ])('%s', (_, labels, expected) => expect(deliveriesOf(ROUTING, labels)).toEqual(expected));

  test('not where the file says what is grouped', () =>
    expect(
      deliveriesOf(`${ROUTING}grouping: { by: [alertname] }`, { ...page, team: 'orders', dependency: 'db' }),
    ).toEqual(['pager by alertname', 'chat by alertname']));
});
