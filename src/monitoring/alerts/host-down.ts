import type { Alert } from '../alert.ts';
import { METRICS } from '../catalogue/index.ts';
import { NODE_JOBS } from '../node-jobs.ts';
import { equals } from '../promql/condition.ts';
import { series } from '../promql/select.ts';
import { samples } from '../test-series.ts';

const labels = { job: 'node', instance: 'web-1:9100' };
const up = series(METRICS.up, labels);
const uname = series(METRICS.nodeUname, { ...labels, nodename: 'web-1' });

export const alert: Alert = {
  id: 'host-down',
  severity: 'critical',
  team: 'platform',
  tier: 'host',
  dashboard: 'host',
  when: equals(series(METRICS.up, { job: { pattern: NODE_JOBS } }), 0),
  for: '1m',
  // What ran there needs some minutes until its own alerts end, and they are muted for as long as this one fires.
  keepFiringFor: '10m',
  summary: '{{ $labels.instance }} does not answer',
  description: 'Its node-exporter has not answered for a minute or longer (up is {{ $value }}).',
  runbook: {
    meaning:
      'A machine is down, or Prometheus cannot reach it. While this fires, Alertmanager is silent about services that ran there alone: their alerts have its name in the label `host`.',
    checks: [
      'Does the machine answer to ping and to ssh, and what does its console show?',
      'Does only node-exporter lack? Then services on the machine still send metrics.',
      'Are other machines of the same rack or zone down too?',
    ],
    firstActions: [
      'Start it again, or move what ran there to another machine.',
      'If it was removed on purpose: take it out of prometheus.yml.',
    ],
  },
  tests: {
    fires: {
      name: 'down for ten minutes',
      series: [samples(up, '1 1 0x20 1x20'), samples(uname, '1 1 _x20 1x20')],
      at: '10m',
      resolvedAt: '40m',
      alert: {
        labels: { ...labels, host: 'web-1' },
        summary: 'web-1:9100 does not answer',
        description: 'Its node-exporter has not answered for a minute or longer (up is 0).',
      },
    },
    staysQuiet: {
      name: 'one failed scrape',
      series: [samples(up, '1x5 0 1x20'), samples(uname, '1x30')],
      at: '6m',
    },
  },
};
