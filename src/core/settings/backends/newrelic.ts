import { type Backend, withStandardPath } from '../backend.ts';

const HOSTS = {
  us: 'https://otlp.nr-data.net',
  eu: 'https://otlp.eu01.nr-data.net',
  gov: 'https://gov-otlp.nr-data.net',
} as const;

export const backend: Backend = {
  id: 'newrelic',
  title: 'New Relic',
  sources: ['https://docs.newrelic.com/docs/opentelemetry/best-practices/opentelemetry-otlp/'],
  needs: ['newRelicLicenseKey'],
  takes: ['newRelicRegion'],
  signals: ['traces', 'metrics', 'logs'],
  temporality: 'delta',
  compression: 'gzip',
  url: (signal, { newRelicRegion, newRelicLicenseKey = '' }) => {
    const region = newRelicRegion === 'us' && newRelicLicenseKey.startsWith('eu') ? 'eu' : newRelicRegion;
    return withStandardPath(HOSTS[region], signal);
  },
  headers: (_signal, { newRelicLicenseKey = '' }) => ({ 'api-key': newRelicLicenseKey }),
};
