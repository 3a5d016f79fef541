import type { Alert } from '../alert.ts';
import { METRICS } from '../catalogue/index.ts';
import { above } from '../promql/condition.ts';
import { countOf, series } from '../promql/select.ts';
import { recording as dependencies, failingCallers } from '../recordings/dependencies.ts';
import { recording as externalCalls } from '../recordings/external-calls.ts';
import { recording as services } from '../recordings/services.ts';
import { samples } from '../test-series.ts';

const labels = { deployment_environment_name: 'production', server_address: 'shared.internal' };
const SERVICES = ['shop/cart', 'shop/orders', 'shop/users'];

const operations = (job: string, error_type?: string) =>
  countOf(METRICS.dbClientOperationDuration, { ...labels, job, ...(error_type && { error_type }) });
const called = (job: string, http_response_status_code: string) =>
  countOf(METRICS.httpClientRequestDuration, {
    ...labels,
    job,
    http_response_status_code,
    ...(http_response_status_code >= '400' && { error_type: http_response_status_code }),
  });
const answered = (job: string, http_response_status_code: string) =>
  countOf(METRICS.httpServerRequestDuration, {
    deployment_environment_name: 'production',
    job,
    http_response_status_code,
  });

export const alert: Alert = {
  id: 'dependency-failing',
  severity: 'critical',
  team: 'application',
  tier: 'dependency',
  dashboard: 'external-calls',
  when: above(series(failingCallers.metric), 0),
  reads: [externalCalls, services, dependencies],
  for: '0m',
  keepFiringFor: '10m',
  summary: '{{ $labels.server_address }} fails, and with it those who ask it',
  description:
    'Calls of {{ $value }} services to it fail, or no longer come through: most of those who ask it. Their own alerts are muted.',
  runbook: {
    meaning:
      'A database or a service that several others ask is down or answers with errors. What they cannot answer without it, they answer with errors too.',
    checks: [
      'Does it run, and can it be reached from one of the services: its process, its name, its network, its certificate?',
      'Is it full or at a limit: connections, disk, memory, its own dependencies?',
      'Did its version, its settings or its credentials change shortly before?',
      'Which services does it concern? In the dashboard “External calls” and “Database”, choose this address.',
    ],
    firstActions: [
      'Bring it back: restart, fail over to a replica, roll back.',
      'Tell its owners, and the teams whose services ask it: their alerts are muted while this one fires.',
      'Switch off what needs it, where a service can answer without.',
    ],
  },
  tests: {
    fires: {
      name: 'three services get 503 from another',
      series: SERVICES.flatMap((job) => [
        samples(called(job, '200'), '0+60x60'),
        samples(called(job, '503'), '0x10 0+30x10 300x60'),
      ]),
      at: '20m',
      resolvedAt: '50m',
      alert: {
        labels,
        summary: 'shared.internal fails, and with it those who ask it',
        description:
          'Calls of 3 services to it fail, or no longer come through: most of those who ask it. Their own alerts are muted.',
      },
    },
    alsoFires: {
      name: 'three services get no connection, so that no operation fails',
      series: SERVICES.flatMap((job) => [
        samples(operations(job), '0+60x20 1200x30 1260+60x60'),
        samples(answered(job, '200'), '0+60x20 1200x30 1260+60x60'),
        samples(answered(job, '500'), '0x20 0+60x30 1800x60'),
      ]),
      at: '35m',
      resolvedAt: '90m',
      alert: {
        labels,
        summary: 'shared.internal fails, and with it those who ask it',
        description:
          'Calls of 3 services to it fail, or no longer come through: most of those who ask it. Their own alerts are muted.',
      },
    },
    staysQuiet: {
      name: 'two of three services get errors, and four of nine',
      series: [
        ...SERVICES.map((job) => samples(operations(job), '0+60x60')),
        ...SERVICES.slice(1).map((job) => samples(operations(job, '57P03'), '0+30x60')),
        ...Array.from({ length: 9 }, (_, index) => {
          const ofOther = { ...labels, job: `shop/s${index}`, server_address: 'other.internal' };
          const failed = { ...ofOther, error_type: '57P03' };
          const duration = METRICS.dbClientOperationDuration;
          return [
            samples(countOf(duration, ofOther), '0+60x60'),
            ...(index < 4 ? [samples(countOf(duration, failed), '0+30x60')] : []),
          ];
        }).flat(),
      ],
      at: '20m',
    },
    alsoStaysQuiet: {
      name: 'nobody asks any more, and nobody fails; what they ask calls them wrong; what each machine has of its own',
      series: SERVICES.flatMap((job) => [
        samples(operations(job), '0+60x20 1200x40'),
        samples(answered(job, '200'), '0+60x60'),
        samples(called(job, '404'), '0+30x60'),
        samples(
          countOf(METRICS.dbClientOperationDuration, {
            ...labels,
            job,
            server_address: '127.0.0.1',
            error_type: 'ECONNRESET',
          }),
          '0+30x60',
        ),
      ]),
      at: '35m',
    },
  },
};
