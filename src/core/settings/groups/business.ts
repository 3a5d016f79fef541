import { MAX_TIMEOUT_MILLIS } from '../../transactions/duration.ts';
import { optional, setting } from '../setting.ts';
import { anyText, boolean, integer, ownHeader } from '../value-types.ts';

/** Business transactions and what is measured of them. */
export const business = {
  businessTransactionsEnabled: setting(
    'BUSINESS_TRANSACTIONS_ENABLED',
    boolean,
    true,
    'spans and log records below a business transaction carry its name and id, here and in the services that it calls; `false` leaves the work of transactions and nothing else',
  ),
  businessMetricsEnabled: setting(
    'BUSINESS_METRICS_ENABLED',
    boolean,
    true,
    'counts business transactions and measures how long they take, exactly, whatever is sampled',
  ),
  slaMonitoring: setting(
    'PERFORMANCE_SLA_MONITORING',
    boolean,
    true,
    'holds business transactions against their SLA and counts violations with their cause',
  ),
  businessTransactionTimeoutMillis: setting(
    'BUSINESS_TRANSACTION_TIMEOUT',
    integer(1, MAX_TIMEOUT_MILLIS),
    86_400_000,
    'when a business transaction that was started and neither completed nor failed counts as a violation, unless it has a timeout of its own',
    { unit: 'ms' },
  ),
  businessTransactionCheckIntervalMillis: setting(
    'BUSINESS_TRANSACTION_CHECK_INTERVAL',
    integer(10, 86_400_000),
    30_000,
    'how often a process looks into the store of transactions for those that are open for too long',
    { unit: 'ms' },
  ),
  businessTransactionsFile: optional(
    'BUSINESS_TRANSACTIONS_FILE',
    anyText,
    'a file with SLA, timeout, steps and owner of transactions (docs/business.md), YAML or JSON',
  ),
  correlationHeader: optional(
    'BINNACLE_CORRELATION_HEADER',
    ownHeader,
    'the header of a correlation id, which is taken from requests, made where none comes or one that is not accepted, put on spans and log records as `correlation.id`, sent on, and returned',
  ),
} as const;
