import type { Alert, Severity } from '../alert.ts';
import { METRICS } from '../catalogue/index.ts';
import { series } from '../promql/select.ts';
import { samples } from '../test-series.ts';
import { SHOP_HOME } from './test-labels.ts';

const DAY_SECONDS = 86_400;

const expiry = series(METRICS.probeCertificateExpiry);
const ofTest = series(METRICS.probeCertificateExpiry, SHOP_HOME);

/** Days until expiry, from the first sample of a test on; then renewed. */
const days = (count: number): string => `${count * DAY_SECONDS}x60 ${400 * DAY_SECONDS}x60`;

/** What two alerts share that differ in how near the end is. */
export const certificateAlert = (given: {
  readonly id: string;
  readonly severity: Severity;
  readonly days: number;
  readonly meaning: string;
}): Alert => ({
  id: given.id,
  severity: given.severity,
  team: 'application',
  teamFrom: 'owner',
  dashboard: 'uptime',
  when: {
    promql: `${expiry.promql} - time() < ${given.days} * ${DAY_SECONDS}`,
    labels: expiry.labels,
  },
  for: '10m',
  // A probe that fails once has seen no certificate.
  keepFiringFor: '10m',
  summary: `The certificate of {{ $labels.probe }} expires within ${given.days} days`,
  description: 'That of {{ $labels.target }} is good for another {{ $value | humanizeDuration }}.',
  runbook: {
    meaning: given.meaning,
    checks: [
      'Which certificate is it? `openssl s_client -connect <host>:443 -servername <host> </dev/null | openssl x509 -noout -dates -issuer`; ' +
        'the first of the chain to expire counts, which may be an intermediate one.',
      'Is it renewed by itself, and what does the log of that say?',
      'Was it renewed, and the server not told to read it again?',
    ],
    firstActions: ['Renew it by hand.', 'Make the server read it again.'],
  },
  tests: {
    fires: {
      name: `${given.days - 1} days left`,
      series: [samples(ofTest, days(given.days - 1))],
      at: '30m',
      resolvedAt: '80m',
      alert: {
        labels: SHOP_HOME,
        summary: `The certificate of shop-home expires within ${given.days} days`,
        description: `That of https://shop.example/ is good for another ${given.days - 2}d 23h 30m 0s.`,
      },
    },
    staysQuiet: {
      name: `${given.days + 1} days left`,
      series: [samples(ofTest, days(given.days + 1))],
      at: '30m',
    },
  },
});
