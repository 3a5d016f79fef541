import type { TestSeries } from '../alert.ts';
import { METRICS } from '../catalogue/index.ts';
import { ENVIRONMENT } from './growth.ts';
import { matches } from './parse-selector.ts';
import { textMatching } from './sample-text.ts';
import type { CounterSelector, SelectorMatcher, Slo } from './slo.ts';

/** So many minutes with so many events a minute, of which so many are bad. */
export interface Phase {
  readonly minutes: number;
  readonly total: number;
  readonly bad: number;
  /** Nothing arrives, whatever happens. */
  readonly isSilent?: boolean;
}

type Labels = Readonly<Record<string, string>>;

const PRODUCTION = 'production';

/** Values of a counter, one a minute: https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/#series */
const counted = (phases: readonly Phase[], perMinute: (phase: Phase) => number): string => {
  let value = 0;
  const parts = phases.map((phase) => {
    const step = perMinute(phase);
    const first = value + step;
    value += step * phase.minutes;
    if (phase.isSilent) return `_x${phase.minutes}`;
    return `${first}+${step}x${phase.minutes - 1}`;
  });
  return ['0', ...parts].join(' ');
};

/** A series as PromQL writes it. */
export const writtenSeries = (name: string, labels: Labels): string => {
  const parts = Object.entries(labels).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
  return `${name}{${parts.join(',')}}`;
};

const valueFor = ({ operator, value }: SelectorMatcher): string | undefined => {
  if (operator === '=') return value;
  return operator === '=~' ? textMatching(value) : '';
};

/** A value that a matcher does not take. */
const valueAgainst = ({ operator, value }: SelectorMatcher): string | undefined => {
  if (operator === '!=') return value;
  return operator === '!~' ? textMatching(value) : 'good';
};

const labelsOf = ({ matchers }: CounterSelector): Labels =>
  Object.fromEntries(matchers.map((matcher) => [matcher.label, valueFor(matcher) ?? '']));

const withoutEmpty = (labels: Labels): Labels =>
  Object.fromEntries(Object.entries(labels).filter(([, value]) => value !== ''));

interface Counted {
  readonly name: string;
  readonly labels: Labels;
}

/** Series of both counters of a ratio: the events that its part counts, and the others or, where the counters are apart, all. */
const ratioSeries = (
  part: CounterSelector,
  total: CounterSelector,
): { part: Counted; rest: Counted; apart: boolean } | undefined => {
  const environment = { [ENVIRONMENT]: PRODUCTION };
  const partLabels = { ...environment, ...labelsOf(total), ...labelsOf(part) };
  const partSeries = {
    name: part.name,
    labels: part.name === total.name ? partLabels : { ...environment, ...labelsOf(part) },
  };
  if (!matches(part, partSeries)) return undefined;
  const apart = !matches(total, partSeries);
  const candidates = apart
    ? [{ ...environment, ...labelsOf(total) }]
    : part.matchers.map((matcher) => ({
        ...partLabels,
        ...labelsOf(total),
        [matcher.label]: valueAgainst(matcher) ?? '',
      }));
  const rest = candidates
    .map((labels) => ({ name: total.name, labels }))
    .find((series) => matches(total, series) && !matches(part, series));
  return rest && { part: partSeries, rest, apart };
};

export interface SloTestSeries {
  readonly environment: string;
  readonly series: readonly TestSeries[];
}

/** The objective's own counters with this traffic; undefined where no series for its selectors is found. */
export const sloTestSeries = (slo: Slo, phases: readonly Phase[]): SloTestSeries | undefined => {
  const { indicator, service } = slo;
  const total = counted(phases, (phase) => phase.total);
  const bad = counted(phases, (phase) => phase.bad);
  const good = counted(phases, (phase) => phase.total - phase.bad);
  if (indicator.kind === 'ratio') {
    const found = ratioSeries('bad' in indicator ? indicator.bad : indicator.good, indicator.total);
    if (!found) return undefined;
    const environment = found.part.labels[ENVIRONMENT] ?? '';
    if (environment !== (found.rest.labels[ENVIRONMENT] ?? '')) return undefined;
    const one = ({ name, labels }: Counted, values: string): TestSeries => ({
      series: writtenSeries(name, withoutEmpty(labels)),
      values,
    });
    const [counts, others] = 'bad' in indicator ? [bad, good] : [good, bad];
    return { environment, series: [one(found.part, counts), one(found.rest, found.apart ? total : others)] };
  }
  const name = METRICS.httpServerRequestDuration.prometheusName;
  const labels = {
    job: service,
    [ENVIRONMENT]: PRODUCTION,
    http_route: indicator.route ?? '/',
    http_request_method: indicator.method ?? 'GET',
  };
  const status = (http_response_status_code: string): Labels => ({ ...labels, http_response_status_code });
  const series: TestSeries[] =
    indicator.kind === 'availability'
      ? [
          { series: writtenSeries(`${name}_count`, status('200')), values: good },
          { series: writtenSeries(`${name}_count`, status('500')), values: bad },
        ]
      : [
          { series: writtenSeries(`${name}_count`, status('200')), values: total },
          {
            series: writtenSeries(`${name}_bucket`, {
              ...status('200'),
              le: String(indicator.thresholdSeconds),
            }),
            values: good,
          },
        ];
  return { environment: PRODUCTION, series };
};
