import { describe, expect, test } from '@jest/globals';
import {
  compareSnapshots,
  mergeSnapshots,
  type Snapshot,
  startEvent,
} from '../../../src/monitoring/index.ts';

const NOTHING: Snapshot = { configurations: new Map(), starts: new Map() };
const ALERT = {
  labels: { alertname: 'DiskFull', severity: 'critical' },
  activeAt: 'then',
  summary: '/ is full',
};
const SILENCE = { createdBy: 'jo', comment: 'at work', matchers: '{job="a"}', endsAt: 'later' };
const fires: Snapshot = { ...NOTHING, alerts: new Map([['a', ALERT]]) };
const quiet: Snapshot = { ...NOTHING, alerts: new Map() };
const silenced: Snapshot = { ...NOTHING, silences: new Map([['s', SILENCE]]) };
const loud: Snapshot = { ...NOTHING, silences: new Map() };
const configured = (hash: string): Snapshot => ({
  ...NOTHING,
  configurations: new Map([['the rules', hash]]),
});
const started = (at: string): Snapshot => ({ ...NOTHING, starts: new Map([['Prometheus', at]]) });

describe('what happened between two times', () => {
  test.each<[string, Snapshot, Snapshot, readonly string[]]>([
    ['an alert', quiet, fires, ['alert.fired: DiskFull fired: / is full']],
    ['its end', fires, quiet, ['alert.resolved: DiskFull is over: / is full']],
    ['nothing new', fires, fires, []],
    ['a server that does not answer', fires, NOTHING, []],
    ['a silence', loud, silenced, ['silence.created: jo silenced {job="a"} until later: at work']],
    ['its end', silenced, loud, ['silence.ended: the silence of {job="a"} by jo has ended']],
    ['the first look at alerts', NOTHING, fires, []],
    ['another configuration', configured('1'), configured('2'), ['configuration.changed: the rules changed']],
    ['the first look at a configuration', NOTHING, configured('1'), []],
    ['a restart', started('1'), started('2'), ['server.started: Prometheus was started']],
  ])('%s', (_, before, after, events) => {
    expect(compareSnapshots(before, after).map(({ name, text }) => `${name}: ${text}`)).toEqual(events);
  });

  test('an alert that fired while its server was away for a moment is told once', () => {
    const away = mergeSnapshots(fires, NOTHING);
    expect(compareSnapshots(away, fires)).toEqual([]);
  });

  test('labels are told one by one', () => {
    expect(compareSnapshots(quiet, fires)[0]?.attributes).toEqual({
      alertname: 'DiskFull',
      active_at: 'then',
      'label.severity': 'critical',
    });
  });
});

test('a watch begins with what is so', () => {
  expect(startEvent({ ...fires, ...silenced, configurations: new Map([['the rules', 'abc']]) })).toEqual({
    name: 'watch.started',
    text: 'the watch began: 1 alerts fire, 1 silences are in force',
    attributes: { alerts: 'DiskFull', silences: 's', 'sha256 of the rules': 'abc' },
  });
});
