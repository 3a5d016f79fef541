import type { Alert } from '../alert.ts';
import { METRICS } from '../catalogue/index.ts';
import { NODE_JOBS } from '../node-jobs.ts';
import { equals } from '../promql/condition.ts';
import { series } from '../promql/select.ts';
import { samples } from '../test-series.ts';

const labels = { job: 'collector', instance: 'collector:8888' };

export const alert: Alert = {
  id: 'target-down',
  severity: 'critical',
  team: 'platform',
  dashboard: 'pipeline',
  // Machines have an alert of their own: host-down.
  when: equals(series(METRICS.up, { job: { notPattern: NODE_JOBS } }), 0),
  for: '1m',
  // Of the Collector: services need up to a minute to be heard of again, and rates some more. They are muted until then.
  keepFiringFor: '10m',
  summary: '{{ $labels.job }} at {{ $labels.instance }} does not answer',
  description: 'Prometheus could not read its metrics for a minute or longer (up is {{ $value }}).',
  runbook: {
    meaning:
      'A part of the monitoring stack is down, or Prometheus cannot reach it. Other alerts may be blind.',
    checks: [
      'Does the process or container run? `docker compose -f docker-compose.monitoring.yml ps`',
      'What does the page “Targets” of Prometheus give as the error?',
      'Was it killed for its memory? `docker inspect` shows OOMKilled.',
    ],
    firstActions: [
      'Restart it and look at the end of its log.',
      'Raise its memory limit where that was the reason.',
    ],
  },
  tests: {
    fires: {
      name: 'down for ten minutes',
      series: [samples(series(METRICS.up, labels), '1 1 0x20 1x20')],
      at: '10m',
      resolvedAt: '40m',
      alert: {
        labels,
        summary: 'collector at collector:8888 does not answer',
        description: 'Prometheus could not read its metrics for a minute or longer (up is 0).',
      },
    },
    staysQuiet: {
      name: 'one failed scrape',
      series: [samples(series(METRICS.up, labels), '1x5 0 1x20')],
      at: '6m',
    },
  },
};
