import { METRICS } from '../catalogue/index.ts';
import { createDashboard } from '../grafana/create-dashboard.ts';
import { CHART, NUMBERS, row } from '../grafana/layout.ts';
import { lines, stat } from '../grafana/panels.ts';
import { STEP } from '../grafana/queries.ts';
import { labelVariable, SELECTED, serviceVariables } from '../grafana/variables.ts';
import type { Metric } from '../metric.ts';
import { max, quantile, sum } from '../promql/aggregate.ts';
import { divide, total } from '../promql/arithmetic.ts';
import { rate } from '../promql/growth.ts';
import { secondsSince } from '../promql/over-time.ts';
import { bucketsOf, series } from '../promql/select.ts';
import type { Matchers, Vector } from '../promql/vector.ts';

const COLLECTOR = { job: 'collector', instance: { pattern: '$collector' } } as const;
/** Items a second: there should be none. */
const LOSS_LIMITS = [0.001, 1] as const;
const EXPORTER = ['exporter'] as const;

const ofCollector = <Label extends string>(metric: Metric<'counter', Label>): Vector<Label> => ({
  promql: series<string>(metric, COLLECTOR).promql,
  labels: metric.labels,
});

const perSecond = <Label extends string, By extends Label = never>(
  metric: Metric<'counter', Label>,
  by: readonly By[] = [],
): Vector<By> => sum<Label, By>(rate(ofCollector(metric), STEP), by);

type SdkCounter = typeof METRICS.sdkSpansProcessed | typeof METRICS.sdkSpansExported;
type SdkLabel = (typeof METRICS.sdkSpansProcessed.labels)[number];

const ofSdk = (counter: SdkCounter, more: Matchers<SdkLabel> = {}): Vector<SdkLabel> =>
  rate(series(counter as typeof METRICS.sdkSpansProcessed, { ...SELECTED, ...more }), STEP);

const ofServices = (counter: SdkCounter) => sum(ofSdk(counter));

const lostInServices = (counter: SdkCounter) =>
  sum(ofSdk(counter, { error_type: { pattern: '.+' } }), ['job', 'error_type']);

const lost = total(
  [
    METRICS.sendFailedSpans,
    METRICS.sendFailedMetricPoints,
    METRICS.sendFailedLogRecords,
    METRICS.enqueueFailedSpans,
    METRICS.enqueueFailedMetricPoints,
    METRICS.enqueueFailedLogRecords,
    METRICS.refusedSpans,
    METRICS.refusedMetricPoints,
    METRICS.refusedLogRecords,
    METRICS.failedSpans,
    METRICS.failedMetricPoints,
    METRICS.failedLogRecords,
  ].map((metric) => perSecond(metric)),
);

export const dashboard = createDashboard({
  id: 'pipeline',
  audience: 'platform',
  title: 'Telemetry pipeline',
  description: 'What services send and lose, and what the Collector takes, keeps, passes on and loses',
  about: {},
  variables: () => [
    ...serviceVariables(),
    labelVariable(
      'collector',
      'Collector',
      'instance',
      series(METRICS.collectorUptime, { job: 'collector' }),
    ),
  ],
  from: 'now-1h',
  rows: [
    row(
      NUMBERS,
      stat(
        { title: 'Spans taken', unit: 'cps', description: 'Spans a second that were taken.' },
        perSecond(METRICS.acceptedSpans),
      ),
      stat(
        { title: 'Data points taken', unit: 'cps', description: 'Data points a second that were taken.' },
        perSecond(METRICS.acceptedMetricPoints),
      ),
      stat(
        { title: 'Log records taken', unit: 'cps', description: 'Log records a second that were taken.' },
        perSecond(METRICS.acceptedLogRecords),
      ),
      stat(
        {
          title: 'Lost or refused',
          unit: 'cps',
          description: 'Items a second that were refused, given up or found no room in a queue.',
          limits: LOSS_LIMITS,
        },
        lost,
      ),
      stat(
        {
          title: 'Fullest queue',
          unit: 'percentunit',
          description: 'Use of the queue that is fullest; at 100 % data is lost.',
          limits: [0.5, 0.7],
        },
        max(
          divide(
            sum(series(METRICS.queueSize, COLLECTOR), ['exporter', 'data_type']),
            sum(series(METRICS.queueCapacity, COLLECTOR), ['exporter', 'data_type']),
          ),
        ),
      ),
      stat(
        { title: 'Memory', unit: 'bytes', description: 'Memory that the largest Collector takes.' },
        max(series(METRICS.collectorMemory, COLLECTOR)),
      ),
    ),
    row(
      CHART,
      lines(
        { title: 'Taken', unit: 'cps', description: 'What receivers have taken, a second.' },
        { vector: perSecond(METRICS.acceptedSpans), legend: 'spans' },
        { vector: perSecond(METRICS.acceptedMetricPoints), legend: 'data points' },
        { vector: perSecond(METRICS.acceptedLogRecords), legend: 'log records' },
      ),
      lines(
        {
          title: 'Refused',
          unit: 'cps',
          limits: LOSS_LIMITS,
          description: 'What receivers have turned away, a second; services keep it for a while.',
        },
        { vector: perSecond(METRICS.refusedSpans), legend: 'spans' },
        { vector: perSecond(METRICS.refusedMetricPoints), legend: 'data points' },
        { vector: perSecond(METRICS.refusedLogRecords), legend: 'log records' },
      ),
      lines(
        { title: 'Passed on', unit: 'cps', description: 'What backends have taken, a second.' },
        { vector: perSecond(METRICS.sentSpans, EXPORTER), legend: '{{exporter}} spans' },
        { vector: perSecond(METRICS.sentMetricPoints, EXPORTER), legend: '{{exporter}} data points' },
        { vector: perSecond(METRICS.sentLogRecords, EXPORTER), legend: '{{exporter}} log records' },
      ),
    ),
    row(
      CHART,
      lines(
        {
          title: 'Failed exports',
          unit: 'cps',
          limits: LOSS_LIMITS,
          description: 'What was given up or found no room in a queue, a second. It should stay at nothing.',
        },
        { vector: perSecond(METRICS.sendFailedSpans, EXPORTER), legend: '{{exporter}} spans' },
        { vector: perSecond(METRICS.sendFailedMetricPoints, EXPORTER), legend: '{{exporter}} data points' },
        { vector: perSecond(METRICS.sendFailedLogRecords, EXPORTER), legend: '{{exporter}} log records' },
        { vector: perSecond(METRICS.enqueueFailedSpans, EXPORTER), legend: '{{exporter}} spans, queue full' },
        {
          vector: perSecond(METRICS.enqueueFailedMetricPoints, EXPORTER),
          legend: '{{exporter}} data points, queue full',
        },
        {
          vector: perSecond(METRICS.enqueueFailedLogRecords, EXPORTER),
          legend: '{{exporter}} log records, queue full',
        },
      ),
      lines(
        {
          title: 'Queues',
          unit: 'percentunit',
          description: 'Use of each queue. The line is the alert’s limit.',
          limits: [0.5, 0.7],
          max: 1,
        },
        {
          vector: divide(
            sum(series(METRICS.queueSize, COLLECTOR), ['exporter', 'data_type']),
            sum(series(METRICS.queueCapacity, COLLECTOR), ['exporter', 'data_type']),
          ),
          legend: '{{exporter}} {{data_type}}',
        },
      ),
      lines(
        { title: 'Memory by Collector', unit: 'bytes', description: 'Memory that each Collector takes.' },
        { vector: max(series(METRICS.collectorMemory, COLLECTOR), ['instance']), legend: '{{instance}}' },
      ),
    ),
    row(
      CHART,
      lines(
        {
          title: 'Traces decided',
          unit: 'cps',
          description: 'Traces a second that tail sampling has kept and dropped.',
        },
        { vector: perSecond(METRICS.tailSamplingTraces, ['sampled']), legend: 'kept: {{sampled}}' },
      ),
      lines(
        {
          title: 'Traces kept by policy',
          unit: 'cps',
          description: 'Traces a second that a policy wanted to keep.',
        },
        {
          vector: sum(
            rate(series(METRICS.tailSamplingPolicyTraces, { ...COLLECTOR, sampled: 'true' }), STEP),
            ['policy'],
          ),
          legend: '{{policy}}',
        },
      ),
      lines(
        {
          title: 'Traces in memory',
          unit: 'none',
          description: 'Traces that wait for a decision; above `num_traces` they are dropped unseen.',
        },
        {
          vector: sum(series(METRICS.tailSamplingTracesInMemory, COLLECTOR), ['instance']),
          legend: '{{instance}}',
        },
      ),
    ),
    row(
      CHART,
      lines(
        {
          title: 'Sent by services',
          unit: 'cps',
          description: 'What the exporters of the chosen services are done with, a second, lost or not.',
        },
        { vector: ofServices(METRICS.sdkSpansExported), legend: 'spans' },
        { vector: ofServices(METRICS.sdkMetricPointsExported), legend: 'data points' },
        { vector: ofServices(METRICS.sdkLogsExported), legend: 'log records' },
      ),
      lines(
        {
          title: 'Lost in services',
          unit: 'cps',
          limits: LOSS_LIMITS,
          description:
            'Spans and log records a second that the chosen services could not queue or send. It should stay at nothing.',
        },
        { vector: lostInServices(METRICS.sdkSpansProcessed), legend: '{{job}} spans, {{error_type}}' },
        { vector: lostInServices(METRICS.sdkSpansExported), legend: '{{job}} spans sent, {{error_type}}' },
        { vector: lostInServices(METRICS.sdkLogsProcessed), legend: '{{job}} log records, {{error_type}}' },
        {
          vector: lostInServices(METRICS.sdkLogsExported),
          legend: '{{job}} log records sent, {{error_type}}',
        },
      ),
      lines(
        {
          title: 'Left out by limits',
          unit: 'cps',
          description: 'Spans a second of the chosen services that limits of their traces left out.',
        },
        {
          vector: sum(rate(series(METRICS.sdkSpansDropped, SELECTED), STEP), ['job', 'binnacle_reason']),
          legend: '{{job}} {{binnacle_reason}}',
        },
      ),
    ),
    row(
      CHART,
      lines(
        {
          title: 'Long-term store behind',
          unit: 's',
          description:
            'How old the newest sample is that the long-term store took. It keeps what rules record, once a minute.',
          limits: [120, 300],
        },
        {
          vector: secondsSince(max(series(METRICS.remoteWriteSent), ['instance', 'remote_name'])),
          legend: '{{instance}} to {{remote_name}}',
        },
      ),
      lines(
        {
          title: 'Lost for the long term',
          unit: 'cps',
          limits: LOSS_LIMITS,
          description:
            'Samples a second that the long-term store refused for good, or that were thrown away. It should stay at nothing.',
        },
        {
          vector: sum(rate(series(METRICS.remoteWriteFailed), STEP), ['remote_name']),
          legend: '{{remote_name}} refused',
        },
        {
          vector: sum(
            rate(series(METRICS.remoteWriteDropped, { reason: { notPattern: 'dropped_series' } }), STEP),
            ['remote_name', 'reason'],
          ),
          legend: '{{remote_name}} {{reason}}',
        },
      ),
      lines(
        {
          title: 'Searches in the trace store',
          unit: 's',
          description:
            '95 % of what Jaeger asked of its store took less, by what it was and whether it failed.',
        },
        {
          vector: quantile(
            0.95,
            sum(rate(bucketsOf(METRICS.jaegerStorageLatency), STEP), ['operation', 'result', 'le']),
          ),
          legend: '{{operation}} {{result}}',
        },
      ),
    ),
  ],
});
