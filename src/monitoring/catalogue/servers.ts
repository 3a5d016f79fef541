import { scrapedMetrics } from './scraped-metric.ts';

const prometheus = scrapedMetrics(
  'Prometheus',
  'https://prometheus.io/docs/prometheus/latest/getting_started/',
);
const jobs = scrapedMetrics('Prometheus', 'https://prometheus.io/docs/concepts/jobs_instances/');
const alertmanager = scrapedMetrics('Alertmanager', 'https://github.com/prometheus/alertmanager');
const jaeger = scrapedMetrics('Jaeger', 'https://www.jaegertracing.io/docs/2.13/operations/monitoring/');

const ONE = { unit: '1' } as const;

const remoteWrite = <const Type extends 'counter' | 'gauge', const Label extends string = never>(
  name: string,
  type: Type,
  text: { readonly unit: string; readonly description: string; readonly when?: string },
  labels: readonly Label[] = [],
) =>
  prometheus(
    `prometheus_remote_storage_${name}`,
    type,
    { when: 'Prometheus writes to another store', ...text },
    ['remote_name', 'url', ...labels],
  );

/** Prometheus, Alertmanager and Jaeger of themselves; what alerts and dashboards need of it. */
export const SERVERS = {
  up: jobs('up', 'gauge', {
    ...ONE,
    description: '1 where a target answers Prometheus, 0 where it does not.',
  }),
  scrapedSamples: jobs('scrape_samples_scraped', 'gauge', {
    ...ONE,
    description: 'Samples that a target has.',
  }),
  scrapeDuration: jobs('scrape_duration_seconds', 'gauge', {
    unit: 's',
    description: 'How long a scrape took.',
  }),
  alerts: scrapedMetrics(
    'Prometheus',
    'https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/',
  )('ALERTS', 'gauge', { ...ONE, description: 'Alerts that wait or fire.', when: 'a condition is true' }, [
    'alertname',
    'alertstate',
    'severity',
    'team',
    'deployment_environment_name',
  ]),
  alertsSince: scrapedMetrics(
    'Prometheus',
    'https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/',
  )(
    'ALERTS_FOR_STATE',
    'gauge',
    {
      unit: 's',
      description: 'Since when the condition of an alert is true, in seconds since 1970.',
      when: 'a condition is true',
    },
    ['alertname', 'severity', 'team', 'deployment_environment_name'],
  ),
  headSeries: prometheus('prometheus_tsdb_head_series', 'gauge', {
    ...ONE,
    description: 'Series that have samples of the last hours.',
  }),
  headSeriesCreated: prometheus('prometheus_tsdb_head_series_created_total', 'counter', {
    ...ONE,
    description: 'Series that were new.',
  }),
  samplesAppended: prometheus(
    'prometheus_tsdb_head_samples_appended_total',
    'counter',
    { ...ONE, description: 'Samples that were stored.' },
    ['type'],
  ),
  samplesOutOfOrder: prometheus(
    'prometheus_tsdb_out_of_order_samples_total',
    'counter',
    { ...ONE, description: 'Samples that came after later ones and were refused.' },
    ['type'],
  ),
  samplesTooOld: prometheus(
    'prometheus_tsdb_too_old_samples_total',
    'counter',
    { ...ONE, description: 'Samples that were older than the window for late ones.' },
    ['type'],
  ),
  storageBlocks: prometheus('prometheus_tsdb_storage_blocks_bytes', 'gauge', {
    unit: 'By',
    description: 'What the stored metrics take of the disk.',
  }),
  storageWal: prometheus('prometheus_tsdb_wal_storage_size_bytes', 'gauge', {
    unit: 'By',
    description: 'What the write-ahead log takes of the disk.',
  }),
  compactionsFailed: prometheus('prometheus_tsdb_compactions_failed_total', 'counter', {
    ...ONE,
    description: 'Compactions that failed; a full disk is the usual cause.',
  }),
  walCorruptions: prometheus('prometheus_tsdb_wal_corruptions_total', 'counter', {
    ...ONE,
    description: 'Damaged places of the write-ahead log.',
  }),
  ruleFailures: prometheus(
    'prometheus_rule_evaluation_failures_total',
    'counter',
    { ...ONE, description: 'Rules that could not be evaluated.' },
    ['rule_group'],
  ),
  ruleGroupMissed: prometheus(
    'prometheus_rule_group_iterations_missed_total',
    'counter',
    { ...ONE, description: 'Rules that came too late, as the ones before took too long.' },
    ['rule_group'],
  ),
  ruleGroupLastDuration: prometheus(
    'prometheus_rule_group_last_duration_seconds',
    'gauge',
    { unit: 's', description: 'How long a group of rules took.' },
    ['rule_group'],
  ),
  configReloadSuccessful: prometheus('prometheus_config_last_reload_successful', 'gauge', {
    ...ONE,
    description: '1 where the last change of the configuration was taken.',
  }),
  notificationsDropped: prometheus('prometheus_notifications_dropped_total', 'counter', {
    ...ONE,
    description: 'Alerts that did not reach Alertmanager.',
  }),
  remoteWriteFailed: remoteWrite('samples_failed_total', 'counter', {
    ...ONE,
    description: 'Samples that the other store refused for good.',
  }),
  remoteWriteDropped: remoteWrite(
    'samples_dropped_total',
    'counter',
    {
      ...ONE,
      description:
        'Samples that were not sent to the other store; as they should not be, with `dropped_series`.',
      when: 'Prometheus writes some of its series to another store',
    },
    ['reason'],
  ),
  remoteWriteQueued: remoteWrite('queue_highest_timestamp_seconds', 'gauge', {
    unit: 's',
    description: 'The newest sample that is to be sent to the other store, in seconds since 1970.',
  }),
  remoteWriteSent: remoteWrite('queue_highest_sent_timestamp_seconds', 'gauge', {
    unit: 's',
    description: 'The newest sample that the other store has taken, in seconds since 1970.',
  }),
  alertmanagerAlerts: alertmanager(
    'alertmanager_alerts',
    'gauge',
    { ...ONE, description: 'Alerts that Alertmanager has.' },
    ['state'],
  ),
  alertmanagerNotifications: alertmanager(
    'alertmanager_notifications_total',
    'counter',
    { ...ONE, description: 'Notifications that were sent.' },
    ['integration'],
  ),
  alertmanagerNotificationsFailed: alertmanager(
    'alertmanager_notifications_failed_total',
    'counter',
    { ...ONE, description: 'Notifications that could not be sent.' },
    ['integration', 'reason'],
  ),
  alertmanagerConfigReloadSuccessful: alertmanager('alertmanager_config_last_reload_successful', 'gauge', {
    ...ONE,
    description: '1 where the last change of the configuration was taken.',
  }),
  alertmanagerSilences: alertmanager(
    'alertmanager_silences',
    'gauge',
    { ...ONE, description: 'Silences, by whether they are in force.' },
    ['state'],
  ),
  jaegerStorageRequests: jaeger(
    'jaeger_storage_requests_total',
    'counter',
    { ...ONE, description: 'What Jaeger asked of its store.', when: 'somebody has searched for traces' },
    ['operation', 'result'],
  ),
  jaegerStorageLatency: jaeger(
    'jaeger_storage_latency_seconds',
    'histogram',
    { unit: 's', description: 'How long Jaeger’s store took.', when: 'somebody has searched for traces' },
    ['operation', 'result'],
  ),
} as const;
