import type { PolicyFigures } from './decide.ts';
import { bestReading, type Reading, type RowFigures } from './figures.ts';
import type { StepNote } from './step.ts';

/** What would mislead who reads the traces that are kept, or shows that a policy does not do what it is for. */
export interface Finding {
  readonly id: string;
  /** A note says what may well be meant so. */
  readonly severity: 'warning' | 'note';
  readonly message: string;
  /** Requests or traces that it is about: the larger, the more it matters. */
  readonly weight: number;
}

/** From which errors on a figure misleads. */
const RATE_ERROR = 0.1;
const LATENCY_FACTOR = 1.25;
const ERROR_RATIO_FACTOR = 1.5;

/** Requests below which a percentile says little in the first place. */
const ENOUGH_REQUESTS = 20;

const nameOf = ({ service, route }: Pick<RowFigures, 'service' | 'route'>): string =>
  route === undefined ? service : `${service} ${route}`;

const ADVICE = 'use span metrics that are made before sampling';

const number = (value: number): string =>
  value >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));

const times = (ratio: number): string => `${number(ratio)}×`;
const percent = (share: number): string => `${number(share * 100)} %`;

/** How far off the rates of routes are, in one sentence: without thresholds it is so for all of them. */
const rateFinding = (rows: readonly RowFigures[], total: RowFigures): readonly Finding[] => {
  const off = rows.filter((row) => {
    const { relativeError, isTrueWithin } = bestReading(row);
    return row.requests.after > 0 && Math.abs(relativeError ?? 0) > RATE_ERROR && !isTrueWithin;
  });
  const ratioOf = (row: RowFigures): number => (bestReading(row).relativeError ?? 0) + 1;
  const sorted = off.toSorted((one, other) => ratioOf(one) - ratioOf(other));
  const [least, most] = [sorted[0], sorted.at(-1)];
  if (!least || !most) return [];
  const ends =
    least === most
      ? `${times(ratioOf(least))} the true one (${nameOf(least)})`
      : `${times(ratioOf(least))} (${nameOf(least)}) to ${times(ratioOf(most))} (${nameOf(most)}) the true ones`;
  const isRightInAll = Math.abs(bestReading(total).relativeError ?? 0) <= RATE_ERROR;
  const why = !total.weighted
    ? 'no sampler writes a threshold by which to count'
    : isRightInAll
      ? 'too few are kept to count by their thresholds'
      : 'thresholds do not say all that was left out';
  return [
    {
      id: 'rate',
      severity: 'warning',
      weight: Number.MAX_VALUE,
      message: `rates of kept requests are ${ends}, in ${off.length} of ${rows.length} routes: ${why}; ${ADVICE}`,
    },
  ];
};

const latencyFinding = (row: RowFigures, reading: Reading): readonly Finding[] => {
  if (row.requests.before < ENOUGH_REQUESTS) return [];
  for (const which of ['p99', 'p95', 'p50'] as const) {
    const [read, truth] = [reading.latencyMillis[which], row.truth.latencyMillis[which]];
    if (!read || !truth) continue;
    const ratio = read / truth;
    if (ratio <= LATENCY_FACTOR && ratio >= 1 / LATENCY_FACTOR) continue;
    const isOver = (share: number | null): boolean =>
      ratio > 1 && (share ?? 0) > (row.requests.share ?? 0) * LATENCY_FACTOR;
    const kinds = [
      ...(isOver(row.errors.share) ? ['errors'] : []),
      ...(isOver(row.slow.share) ? ['slow requests'] : []),
    ];
    const why =
      kinds.length > 0
        ? `${kinds.join(' and ')} are over-represented`
        : `read from ${row.requests.after} of ${row.requests.before} requests`;
    return [
      {
        id: 'latency',
        severity: 'warning',
        weight: row.requests.before,
        message: `${nameOf(row)}: ${which} of kept requests is ${times(ratio)} the true one (${why}): ${ADVICE}`,
      },
    ];
  }
  return [];
};

const errorFinding = (row: RowFigures, reading: Reading): readonly Finding[] => {
  const [read, truth] = [reading.errorRatio, row.truth.errorRatio];
  if (read === null || truth === null || row.requests.before < ENOUGH_REQUESTS) return [];
  if (truth === 0 || Math.abs(read - truth) < 0.01) return [];
  const ratio = read / truth;
  if (ratio <= ERROR_RATIO_FACTOR && ratio >= 1 / ERROR_RATIO_FACTOR) return [];
  return [
    {
      id: 'error-ratio',
      severity: 'warning',
      weight: row.requests.before,
      message: `${nameOf(row)}: ${percent(read)} of kept requests are errors, ${percent(truth)} in truth: ${ADVICE}`,
    },
  ];
};

const lostFinding = (row: RowFigures): readonly Finding[] => {
  const lost = row.errors.before - row.errors.after;
  if (lost === 0) return [];
  return [
    {
      id: 'lost-errors',
      severity: 'warning',
      weight: lost,
      message: `${nameOf(row)}: ${lost} of ${row.errors.before} requests with an error are not kept`,
    },
  ];
};

const rowFindings = (row: RowFigures): readonly Finding[] => {
  if (row.requests.before === 0) return [];
  if (row.requests.after === 0)
    return [
      {
        id: 'nothing-kept',
        severity: 'warning',
        weight: row.requests.before,
        message: `${nameOf(row)}: no request is kept, of ${row.requests.before} in ${row.traces.before} traces`,
      },
    ];
  const reading = bestReading(row);
  return [...latencyFinding(row, reading), ...errorFinding(row, reading), ...lostFinding(row)];
};

const policyFindings = (figures: PolicyFigures): readonly Finding[] => {
  const { name, asked, hits, soleHits, errors, type } = figures;
  const finding = (id: string, message: string, severity: Finding['severity'] = 'note'): Finding => ({
    id,
    severity,
    weight: asked,
    message: `policy "${name}": ${message}`,
  });
  if (asked === 0) return [finding('policy-not-asked', 'is never asked: those before it decide every trace')];
  const failed =
    errors > 0 ? [finding('policy-errors', `failed for ${errors} of ${asked} traces`, 'warning')] : [];
  if (hits === 0)
    return [
      ...failed,
      finding('policy-without-hits', `matches none of the ${asked} traces it is asked about`),
    ];
  if (soleHits > 0) return failed;
  const what =
    type === 'drop' ? 'drops only what no other policy keeps' : 'keeps only what other policies keep too';
  return [...failed, finding('policy-without-effect', what)];
};

/** Those that matter most first. */
export const findingsOf = (
  total: RowFigures,
  rows: readonly RowFigures[],
  policies: readonly PolicyFigures[],
  notes: readonly StepNote[],
): readonly Finding[] => [
  ...notes.map(({ id, message }) => ({
    id,
    severity: 'warning' as const,
    message,
    weight: Number.MAX_VALUE,
  })),
  ...rateFinding(
    rows.filter(({ requests }) => requests.before > 0),
    total,
  ),
  ...rows.flatMap(rowFindings).sort((one, other) => other.weight - one.weight),
  ...policies.flatMap(policyFindings),
];
