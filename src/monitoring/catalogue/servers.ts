import { scrapedMetrics } from './scraped-metric.ts';

const prometheus = scrapedMetrics(
  'Prometheus',
  'https://prometheus.io/docs/prometheus/latest/getting_started/',
);
const jobs = scrapedMetrics('Prometheus', 'https://prometheus.io/docs/concepts/jobs_instances/');
const alertmanager = scrapedMetrics('Alertmanager', 'https://github.com/prometheus/alertmanager');
const jaeger = scrapedMetrics('Jaeger', 'https://www.jaegertracing.io/docs/2.13/operations/monitoring/');

const ONE = { unit: '1' } as const;

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
  ]),
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
