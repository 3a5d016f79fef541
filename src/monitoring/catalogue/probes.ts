import { defineMetric, type Metric, type MetricText, type MetricType, type Origin } from '../metric.ts';
import { TARGET } from './labels.ts';

/** Of blackbox-exporter by its scrape configuration, and of `binnacle probe run`. */
const PROBE = [...TARGET, 'probe', 'owner', 'target'] as const;
const EXPORTER = 'https://github.com/prometheus/blackbox_exporter';
const OWN = 'https://opentelemetry.io/docs/specs/otel/metrics/data-model/';

const metric = <const Type extends MetricType, const Label extends string>(
  origin: Origin,
  prometheusName: string,
  type: Type,
  labels: readonly Label[],
  text: MetricText,
): Metric<Type, Label> =>
  defineMetric({
    name: prometheusName,
    prometheusName,
    type,
    labels,
    origin,
    source: origin === 'Prober' ? OWN : EXPORTER,
    ...text,
  });

const probe = <const Type extends MetricType>(name: string, type: Type, text: MetricText) =>
  metric('blackbox-exporter', name, type, PROBE, { when: 'there are probes', ...text });

/** What is asked from outside, and jobs that report. */
export const PROBES = {
  probeSuccess: probe('probe_success', 'gauge', {
    unit: '1',
    description: '1 where a probe got the answer that it expects, 0 where not.',
  }),
  probeDuration: probe('probe_duration_seconds', 'gauge', {
    unit: 's',
    description: 'How long a probe took.',
  }),
  probeCertificateExpiry: probe('probe_ssl_earliest_cert_expiry', 'gauge', {
    unit: 's',
    description: 'When the first certificate of the chain expires, in seconds since 1970.',
    when: 'a probe uses TLS',
  }),
  probeHttpStatus: probe('probe_http_status_code', 'gauge', {
    unit: '1',
    description: 'The status that was answered; 0 where there was no answer.',
    when: 'there are HTTP probes',
  }),
  probeChecks: metric('Prober', 'probe_check_duration_seconds', 'histogram', [...PROBE, 'outcome'], {
    unit: 's',
    description: 'How long checks took, by their outcome; exemplars lead to their traces.',
    when: '`binnacle probe run` runs',
  }),
  heartbeatTime: metric('Prober', 'heartbeat_success_time_seconds', 'gauge', [...TARGET, 'heartbeat'], {
    unit: 's',
    description:
      'When a job reported that its work was done, or a service that it lives, in seconds since 1970.',
    when: 'a job has called `binnacle heartbeat`, or a service has BINNACLE_HEARTBEAT',
  }),
} as const;
