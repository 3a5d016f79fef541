import { type Backend, withStandardPath } from '../backend.ts';
import { SENTRY_DSN } from '../groups/backends.ts';

export const backend: Backend = {
  id: 'sentry',
  title: 'Sentry',
  sources: [
    'https://docs.sentry.io/concepts/otlp/',
    'https://docs.sentry.io/concepts/otlp/direct/traces/',
    'https://docs.sentry.io/concepts/otlp/direct/logs/',
  ],
  unverified:
    'Sentry calls its OTLP endpoints an open beta; it takes no metrics. That it takes gzip was not found in its pages, so nothing is compressed.',
  needs: ['sentryDsn'],
  takes: [],
  signals: ['traces', 'logs'],
  temporality: 'cumulative',
  compression: 'none',
  url: (signal, { sentryDsn = '' }) => {
    const [, scheme, , host, path = '', project] = SENTRY_DSN.exec(sentryDsn) ?? [];
    return host === undefined
      ? undefined
      : withStandardPath(`${scheme}://${host}${path}/api/${project}/integration/otlp`, signal);
  },
  headers: (_signal, { sentryDsn = '' }) => ({
    'x-sentry-auth': `sentry sentry_key=${SENTRY_DSN.exec(sentryDsn)?.[2]}`,
  }),
};
