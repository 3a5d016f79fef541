import { METRICS } from '../catalogue/index.ts';
import { createDashboard } from '../grafana/create-dashboard.ts';
import { CHART, NUMBERS, row, TABLE } from '../grafana/layout.ts';
import { lines, stat } from '../grafana/panels.ts';
import { STEP } from '../grafana/queries.ts';
import { dashboardPath, table } from '../grafana/table.ts';
import { fleetVariables, OF_SERVICE, RAW } from '../grafana/variables.ts';
import { count, max, sum } from '../promql/aggregate.ts';
import { either, unlessAny } from '../promql/condition.ts';
import { rate } from '../promql/growth.ts';
import { series } from '../promql/select.ts';
import { mostByJob, mostByMetric, seriesByJob, seriesByMetric } from '../recordings/cardinality.ts';

/** Few services are looked at themselves; of many, or where none reports, there is what rules have counted. */
const few = count(series(METRICS.processUptime, RAW));

/** Without the name that a metric has beside the label. */
const byMetric = either([
  max(mostByMetric(RAW), ['metric']),
  unlessAny(max(series(seriesByMetric.metric), ['metric']), few),
]);
const byService = either([
  mostByJob(RAW),
  unlessAny(max(series(seriesByJob.metric, { job: OF_SERVICE.job }), ['job']), few),
]);

export const dashboard = createDashboard({
  id: 'cardinality',
  audience: 'platform',
  title: 'Cardinality',
  description: 'How many series Prometheus has, and which metrics and services make them',
  about: {},
  variables: fleetVariables,
  from: 'now-6h',
  refresh: '1m',
  rows: [
    row(
      NUMBERS,
      stat(
        { title: 'Series', unit: 'locale', description: 'Series that have samples of the last hours.' },
        sum(series(METRICS.headSeries)),
      ),
      stat(
        { title: 'New series', unit: 'cps', description: 'Series a second that are new.' },
        sum(rate(series(METRICS.headSeriesCreated), STEP)),
      ),
      stat(
        { title: 'Samples stored', unit: 'cps', description: 'Samples a second that are stored.' },
        sum(rate(series(METRICS.samplesAppended), STEP)),
      ),
      stat(
        {
          title: 'On disk',
          unit: 'bytes',
          description: 'What the stored metrics take of the disk, with the write-ahead log.',
        },
        {
          promql: `${sum(series(METRICS.storageBlocks)).promql} + ${sum(series(METRICS.storageWal)).promql}`,
          labels: [],
        },
      ),
    ),
    row(
      CHART,
      lines(
        { title: 'Series over time', unit: 'locale', description: 'A steep rise is a label without end.' },
        { vector: max(series(METRICS.headSeries), ['instance']), legend: '{{instance}}' },
      ),
      lines(
        {
          title: 'New series over time',
          unit: 'cps',
          description: 'Releases make new series once; ids make them all the time.',
        },
        { vector: sum(rate(series(METRICS.headSeriesCreated), STEP), ['instance']), legend: '{{instance}}' },
      ),
      lines(
        { title: 'Samples by target', unit: 'locale', description: 'Samples that each scraped target has.' },
        { vector: max(series(METRICS.scrapedSamples), ['job']), legend: '{{job}}' },
      ),
    ),
    row(
      TABLE,
      table(
        {
          title: 'Metrics with the most series',
          description:
            'The twenty metrics that have the most series now: of the chosen services, and of everything where more than ten are chosen.',
        },
        { metric: 'Metric' },
        [
          {
            title: 'Series',
            unit: 'locale',
            decimals: 0,
            vector: byMetric,
          },
        ],
      ),
      table(
        {
          title: 'Services with the most series',
          description:
            'The twenty of the chosen services and targets that have the most series now. A click counts one alone.',
          link: { title: 'Only this service', url: dashboardPath('cardinality', { service: 'job' }) },
        },
        { job: 'Service' },
        [
          {
            title: 'Series',
            unit: 'locale',
            decimals: 0,
            vector: byService,
          },
        ],
      ),
    ),
  ],
});
