import { sdkMetrics } from './sdk-metric.ts';

const metric = sdkMetrics('https://github.com/open-telemetry/opentelemetry-js');

const NAME = ['business.transaction.name'] as const;
const when = 'the application uses business transactions';

/** Business transactions and their SLA; exact, whatever is sampled. */
export const BUSINESS = {
  businessTransactions: metric(
    'business.transactions',
    'counter',
    { unit: '{transaction}', description: 'Business transactions that have ended, by how.', when },
    [...NAME, 'business.transaction.outcome', 'business.transaction.step'],
  ),
  businessTransactionDuration: metric(
    'business.transaction.duration',
    'histogram',
    { unit: 's', description: 'How long business transactions took.', when },
    [...NAME, 'business.transaction.outcome'],
  ),
  slaViolations: metric(
    'business.sla.violations',
    'counter',
    {
      unit: '{violation}',
      description: 'Business transactions that took too long, failed, or never ended.',
      when: 'an SLA was not kept',
    },
    [...NAME, 'business.sla.cause', 'business.transaction.step'],
  ),
  slaExcess: metric(
    'business.sla.excess',
    'counter',
    {
      unit: 's',
      description: 'Time that business transactions took beyond their SLA, however they ended.',
      when: 'an SLA was not kept',
    },
    NAME,
  ),
  slaThreshold: metric(
    'business.sla.threshold',
    'gauge',
    { unit: 's', description: 'How long a business transaction may take.', when: 'a transaction has an SLA' },
    NAME,
  ),
  operationDuration: metric(
    'business.operation.duration',
    'histogram',
    {
      unit: 's',
      description: 'How long functions and methods took that are monitored.',
      when: 'the application uses `monitor` or `@traced`',
    },
    ['business.operation.name', 'error.type'],
  ),
} as const;
