import { type Attributes, metrics, type ObservableResult } from '@opentelemetry/api';
import { VERSION } from '../../core/version.ts';
import type { ErrorGroup, ErrorGroups } from './error-groups.ts';

export interface ErrorMetrics {
  count(attributes: Attributes): void;
}

/** What is measured of errors: how many there were, and of each group when and of how many users. */
export const createErrorMetrics = (groups: ErrorGroups): ErrorMetrics => {
  const meter = metrics.getMeter('binnacle', VERSION);
  const errors = meter.createCounter('binnacle.errors', {
    unit: '{error}',
    description: 'Errors of this service, by the group that they belong to',
  });
  const gauge = (
    name: string,
    unit: string,
    description: string,
    read: (group: ErrorGroup) => number,
  ): void =>
    meter.createObservableGauge(name, { unit, description }).addCallback((result: ObservableResult) => {
      for (const group of groups.all()) result.observe(read(group), group.attributes);
    });
  gauge(
    'binnacle.error.first_seen',
    's',
    'When this process first saw a group of errors, since 1970',
    ({ firstSeenSeconds }) => firstSeenSeconds,
  );
  gauge(
    'binnacle.error.last_seen',
    's',
    'When this process last saw a group of errors, since 1970',
    ({ lastSeenSeconds }) => lastSeenSeconds,
  );
  gauge(
    'binnacle.error.users',
    '{user}',
    'How many users met a group of errors in this process',
    ({ users }) => users.size,
  );
  meter
    .createObservableGauge('binnacle.error.groups.left_out', {
      unit: '{group}',
      description: 'How many groups of errors this process does not count apart, because there are too many',
    })
    .addCallback((result) => {
      const count = groups.leftOut();
      if (count > 0) result.observe(count);
    });
  return { count: (attributes) => errors.add(1, attributes) };
};
