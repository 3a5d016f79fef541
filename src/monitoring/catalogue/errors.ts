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
  errorGroupsLeftOut: metric('binnacle.error.groups.left_out', 'gauge', {
    unit: '{group}',
    description: 'How many groups of errors a process does not count apart, up to 1,000.',
    when: 'there are more than BINNACLE_MAX_ERROR_GROUPS, or four fifths of it and more that happen once or twice',
  }),
  crashes: metric(
    'binnacle.crashes',
    'counter',
    {
      unit: '{crash}',
      description: 'Processes of a service that ended without a word, as the next start has found them.',
      when: 'BINNACLE_CRASH_DIR is set, and there was one',
    },
    ['binnacle.crash.category'],
  ),
  eventLoopBlockedDuration: metric(
    'binnacle.event_loop.blocked.duration',
    'histogram',
    {
      unit: 's',
      description: 'How long the event loop was blocked, each time for longer than the threshold.',
      when: 'BINNACLE_BLOCKED_THRESHOLD is set, and it was',
    },
    ['http.route', 'http.request.method'],
  ),
  eventLoopBlocked: metric('binnacle.event_loop.blocked', 'gauge', {
    unit: 's',
    description: 'For how long the event loop has been blocked, while it is; another thread tells it.',
    when: 'BINNACLE_BLOCKED_THRESHOLD is set, and it is for ten times as long',
  }),
} as const;
