import type { Alert } from '../alert.ts';
import { METRICS } from '../catalogue/index.ts';
import { equals, series } from '../queries.ts';
import { samples } from '../test-series.ts';

const labels = { job: 'collector', instance: 'collector:8888' };

export const alert: Alert = {
  id: 'target-down',
  severity: 'critical',
  team: 'platform',
  dashboard: 'pipeline',
  when: equals(series(METRICS.up), 0),
  for: '1m',
  // When the Collector is back, services are silent until their next export: until then it goes on to mute their alerts.
  keepFiringFor: '3m',
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
      resolvedAt: '30m',
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
