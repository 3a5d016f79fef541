import type { TestSeries } from './alert.ts';
import { METRICS } from './catalogue/index.ts';
import { series } from './promql/select.ts';
import { SHOP } from './test-labels.ts';
import { samples } from './test-series.ts';

/** When a process of a release runs, in minutes after the first sample; `release` is what its service.version says. */
interface Run {
  readonly release: string;
  readonly from: number;
  readonly minutes: number;
}

interface Group {
  readonly error_type: string;
  readonly binnacle_error_place: string;
  readonly binnacle_error_fingerprint: string;
}

const MINUTE_SECONDS = 60;

const labelsOf = ({ release, from }: Run) => ({
  ...SHOP,
  service_version: release,
  instance: `from-${from}`,
});
const wait = ({ from }: Run): string => (from > 0 ? `_x${from} ` : '');

/** That a process runs. */
export const processSamples = (run: Run): TestSeries =>
  samples(series(METRICS.processUptime, labelsOf(run)), `${wait(run)}1x${run.minutes - 1}`);

/**
 * What a process says of a group of which it has one error in each minute.
 *
 * @param more how many minutes it lives on without
 */
export const errorSamples = (group: Group, run: Run, more = 0): TestSeries[] => {
  const { from, minutes } = run;
  const labels = { ...labelsOf(run), ...group };
  const [first, last] = [from, from + minutes - 1].map((minute) => minute * MINUTE_SECONDS);
  const after = (value: unknown): string => (more > 0 ? ` ${value}x${more - 1}` : '');
  return [
    samples(series(METRICS.errors, labels), `${wait(run)}1+1x${minutes - 1}${after(minutes)}`),
    samples(series(METRICS.errorFirstSeen, labels), `${wait(run)}${first}x${minutes - 1}${after(first)}`),
    samples(
      series(METRICS.errorLastSeen, labels),
      `${wait(run)}${first}+${MINUTE_SECONDS}x${minutes - 1}${after(last)}`,
    ),
  ];
};
