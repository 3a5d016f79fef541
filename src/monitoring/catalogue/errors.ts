import { sdkMetrics } from './sdk-metric.ts';

const metric = sdkMetrics('https://opentelemetry.io/docs/specs/semconv/exceptions/');

/** What tells a group of errors from others, and what it is. */
const GROUP = [
  'binnacle.error.fingerprint',
  'error.type',
  'binnacle.error.category',
  'binnacle.error.place',
] as const;

const when = 'there was an error';

/** Errors by the group that they belong to; exact, whatever is sampled. */
export const ERRORS = {
  errors: metric(
    'binnacle.errors',
    'counter',
    { unit: '{error}', description: 'Errors of a service, by group and endpoint.', when },
    [...GROUP, 'binnacle.error.handled', 'http.route', 'http.request.method'],
  ),
  errorFirstSeen: metric(
    'binnacle.error.first_seen',
    'gauge',
    { unit: 's', description: 'When a process first saw a group of errors, in seconds since 1970.', when },
    GROUP,
  ),
  errorLastSeen: metric(
    'binnacle.error.last_seen',
    'gauge',
    { unit: 's', description: 'When a process last saw a group of errors, in seconds since 1970.', when },
    GROUP,
  ),
  errorUsers: metric(
    'binnacle.error.users',
    'gauge',
    {
      unit: '{user}',
      description: 'How many users met a group of errors in a process, where spans name the user.',
      when,
    },
    GROUP,
  ),
} as const;
