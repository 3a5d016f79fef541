import type { Alert } from '../alert.ts';
import { METRICS } from '../catalogue/index.ts';
import { count } from '../promql/aggregate.ts';
import { above, below, either, unless } from '../promql/condition.ts';
import { growthIn } from '../promql/growth.ts';
import { maxOver } from '../promql/over-time.ts';
import { series } from '../promql/select.ts';
import { SHOP } from '../test-labels.ts';
import { samples } from '../test-series.ts';

const uptime = METRICS.processUptime;
const WINDOW = '15m';
const SHORT_LIFE_SECONDS = 300;

const BY = ['job', 'deployment_environment_name'] as const;

/** Every start of a process has an instance of its own. */
const ended = unless(below(maxOver(series(uptime), WINDOW), SHORT_LIFE_SECONDS), series(uptime));

const life = (instance: string) => series(uptime, { ...SHOP, instance });

export const alert: Alert = {
  id: 'process-crash-loop',
  severity: 'critical',
  team: 'application',
  dashboard: 'runtime',
  // The first sees processes that lived to export at all, the second those that ended before, or later.
  when: either([above(count(ended, BY), 2), above(growthIn(series(METRICS.crashes), WINDOW, BY), 2)]),
  for: '0m',
  keepFiringFor: '10m',
  summary: '{{ $labels.job }} starts and ends again and again',
  description: '{{ $value }} processes of it ended soon or without a word, within a quarter of an hour.',
  runbook: {
    meaning: 'The service does not stay up; between two starts nobody is served.',
    checks: [
      'What are the last lines of its log, and its exit code? 137 is memory, 134 an aborted process, 1 an exception.',
      'In the dashboard “Errors”, which crashes were found, and in the log what do their records say?',
      'Which exception did it report last: log records with `exception.type` and severity FATAL?',
      'Is a setting, a secret or a dependency missing that it needs at the start?',
    ],
    firstActions: ['After a release: roll back.', 'Give it more memory if it was killed for that.'],
  },
  tests: {
    fires: {
      name: 'four processes that live for two minutes each',
      series: [
        samples(life('a1'), '15 75 _x60'),
        samples(life('a2'), '_ _ 15 75 _x60'),
        samples(life('a3'), '_ _ _ _ 15 75 _x60'),
        samples(life('a4'), '_ _ _ _ _ _ 15+60x60'),
      ],
      at: '12m',
      resolvedAt: '45m',
      alert: {
        labels: SHOP,
        summary: 'shop/orders starts and ends again and again',
        description: '3 processes of it ended soon or without a word, within a quarter of an hour.',
      },
    },
    alsoFires: {
      name: 'four processes that end before they export, of which the fifth tells',
      series: [samples(series(METRICS.crashes, { ...SHOP, instance: 'b1' }), '_x9 4x60')],
      at: '12m',
      resolvedAt: '45m',
      alert: {
        labels: SHOP,
        summary: 'shop/orders starts and ends again and again',
        description: '4 processes of it ended soon or without a word, within a quarter of an hour.',
      },
    },
    staysQuiet: {
      name: 'a release: three new processes for three old ones',
      series: [
        samples(life('a1'), '50000+60x5 _x60'),
        samples(life('a2'), '50000+60x6 _x60'),
        samples(life('a3'), '50000+60x7 _x60'),
        samples(life('b1'), '_x4 15+60x60'),
        samples(life('b2'), '_x5 15+60x60'),
        samples(life('b3'), '_x6 15+60x60'),
      ],
      at: '14m',
    },
  },
};
