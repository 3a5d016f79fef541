import type { Alert } from '../alert.ts';
import { METRICS } from '../catalogue/index.ts';
import { either, equals } from '../promql/condition.ts';
import { series } from '../promql/select.ts';
import { PROMETHEUS } from '../test-labels.ts';
import { samples } from '../test-series.ts';

const labels = PROMETHEUS;
const reloaded = series(METRICS.configReloadSuccessful, labels);

export const alert: Alert = {
  id: 'configuration-refused',
  severity: 'warning',
  team: 'platform',
  dashboard: 'alerts',
  when: either([
    equals(series(METRICS.configReloadSuccessful), 0),
    equals(series(METRICS.alertmanagerConfigReloadSuccessful), 0),
  ]),
  for: '2m',
  keepFiringFor: '5m',

  summary: '{{ $labels.job }} did not take its new configuration',
  description: 'It runs with the one before (last reload successful: {{ $value }}).',
  runbook: {
    meaning: 'A changed file is wrong: what was changed is not in force, and the next restart will fail.',
    checks: [
      'What does the log of the server say?',
      '`promtool check config` and `amtool check-config` name the line.',
    ],
    firstActions: ['Mend the file and reload.', 'Go back to the file before.'],
  },
  tests: {
    fires: {
      name: 'a wrong file for twenty minutes',
      series: [samples(reloaded, '1 1 0x20 1x30')],
      at: '10m',
      resolvedAt: '40m',
      alert: {
        labels,
        summary: 'prometheus did not take its new configuration',
        description: 'It runs with the one before (last reload successful: 0).',
      },
    },
    staysQuiet: {
      name: 'a wrong file for a minute',
      series: [samples(reloaded, '1x5 0 1x20')],
      at: '6m',
    },
  },
};
