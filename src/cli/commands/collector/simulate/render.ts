import { bestReading, type RowFigures, type Share } from '../../../../collector/simulate/figures.ts';
import type { Recording } from '../../../../collector/simulate/recording.ts';
import type { Result } from '../../../../collector/simulate/simulate.ts';
import type { Style } from '../../../style.ts';
import { renderTable } from './table.ts';
import {
  bytesText,
  counted,
  durationText,
  millisText,
  nameText,
  numberText,
  percentText,
  signedPercentText,
} from './words.ts';

/** How much of a long result is shown. */
export interface Shown {
  readonly routes: number;
  readonly findings: number;
}

const section = (title: string, lines: readonly string[], style: Style): readonly string[] =>
  lines.length === 0 ? [] : ['', style.bold(title), ...lines.map((line) => `  ${line}`)];

export const recordingLine = ({ spans, seconds, batches, gaps }: Recording, total: RowFigures): string => {
  const parts = [
    counted(spans, 'span'),
    `${counted(total.traces.before, 'trace')}`,
    counted(batches, 'request'),
    durationText(seconds),
  ];
  const gap = gaps > 0 ? `; time jumps ahead by an hour or more ${counted(gaps, 'time')}` : '';
  const isOne = batches === 1 && seconds > 1 ? '; one request, so that all of it arrives at once' : '';
  return `recorded: ${parts.join(', ')}${gap}${isOne}`;
};

const wayLines = ({ pipelines, simulated, notSimulated }: Result): readonly string[] => [
  ...(pipelines.length > 0 ? [`pipeline: ${pipelines.join(' → ')}`] : []),
  `simulated: ${simulated.join(', ') || 'nothing: all is kept'}`,
  ...notSimulated.map(({ id, reason }) => `not simulated: ${id}: ${reason}`),
];

const totalsTable = ({ total, tracesWithErrors, slowMillis }: Result): readonly string[] => {
  const row = (name: string, { before, after, share }: Share, text = numberText): readonly string[] => [
    name,
    text(before),
    text(after),
    percentText(share),
  ];
  return renderTable(
    ['', 'recorded', 'kept', 'share'],
    [
      row('traces', total.traces),
      row('traces with an error', tracesWithErrors),
      row('spans', total.spans),
      row('bytes of OTLP', total.bytes, (value) => bytesText(value ?? 0)),
      row('requests', total.requests),
      row('requests with an error', total.errors),
      row(`requests of ${durationText(slowMillis / 1000)} or more`, total.slow),
    ],
  );
};

const costTable = ({ cost: { before, after } }: Result): readonly string[] => {
  const money = (value: number | null): string => (value === null ? '' : value.toFixed(2));
  const rows = [
    ['GB a day', numberText(before.gbPerDay), numberText(after.gbPerDay)],
    ['spans a day', numberText(Math.round(before.spansPerDay)), numberText(Math.round(after.spansPerDay))],
  ];
  if (before.moneyPerDay !== null && after.moneyPerDay !== null)
    rows.push(
      ['money a day', money(before.moneyPerDay), money(after.moneyPerDay)],
      ['money in 30 days', money(before.moneyPerDay * 30), money(after.moneyPerDay * 30)],
    );
  return renderTable(['', 'all', 'kept'], rows);
};

const policyTable = ({ policies }: Result): readonly string[] =>
  policies.length === 0
    ? []
    : renderTable(
        ['policy', 'type', 'asked', 'hits', 'decides', 'only by it', 'spans'],
        policies.map(({ name, type, asked, hits, decided, soleHits, spans }) => [
          nameText(name),
          nameText(type),
          ...[asked, hits, decided, soleHits, spans].map(numberText),
        ]),
        2,
      );

const keptTable = (title: string, rows: readonly RowFigures[]): readonly string[] =>
  renderTable(
    [title, 'traces', 'kept', 'share', 'spans', 'kept', 'bytes kept', 'errors kept', 'slow kept'],
    rows.map((row) => [
      nameText(row.route === undefined ? row.service : `${row.service} ${row.route}`),
      numberText(row.traces.before),
      numberText(row.traces.after),
      percentText(row.traces.share),
      numberText(row.spans.before),
      numberText(row.spans.after),
      percentText(row.bytes.share),
      `${numberText(row.errors.after)}/${numberText(row.errors.before)}`,
      `${numberText(row.slow.after)}/${numberText(row.slow.before)}`,
    ]),
  );

const range = ([low, high]: readonly [number, number]): string => `${numberText(low)}–${numberText(high)}`;

const errorTable = (title: string, rows: readonly RowFigures[]): readonly string[] =>
  renderTable(
    [title, 'req/s', 'read', 'off by', '95 %', 'errors', 'read', 'p50', 'read', 'p95', 'read', 'p99', 'read'],
    rows
      .filter(({ requests }) => requests.before > 0)
      .map((row) => {
        const read = bestReading(row);
        const { truth } = row;
        const latencies = (['p50', 'p95', 'p99'] as const).flatMap((which) => [
          millisText(truth.latencyMillis[which]),
          millisText(read.latencyMillis[which]),
        ]);
        return [
          nameText(row.route === undefined ? row.service : `${row.service} ${row.route}`),
          numberText(truth.requestsPerSecond),
          numberText(read.requestsPerSecond),
          signedPercentText(read.relativeError),
          range(read.interval),
          percentText(truth.errorRatio),
          percentText(read.errorRatio),
          ...latencies,
        ];
      }),
  );

const more = (all: readonly unknown[], shown: number, where: string): readonly string[] =>
  all.length > shown ? [`… and ${counted(all.length - shown, where)} more: --top or --json`] : [];

/** One simulation as text. */
export const renderResult = (result: Result, shown: Shown, style: Style): readonly string[] => {
  const { services, routes, findings } = result;
  const topServices = services.slice(0, shown.routes);
  const topRoutes = routes.slice(0, shown.routes);
  const read = result.total.weighted ? 'counted as often as their thresholds say' : 'counted once each';
  return [
    style.bold(result.name),
    ...wayLines(result).map((line) => `  ${line}`),
    ...section('Kept', totalsTable(result), style),
    ...section('Cost, at the recorded rate', costTable(result), style),
    ...section('Policies (traces)', policyTable(result), style),
    ...section(
      'Services',
      [...keptTable('service', topServices), ...more(services, shown.routes, 'service')],
      style,
    ),
    ...section('Routes', [...keptTable('route', topRoutes), ...more(routes, shown.routes, 'route')], style),
    ...section(
      `What the kept requests say, ${read}, beside the truth`,
      [...errorTable('service', topServices), '', ...errorTable('route', topRoutes)],
      style,
    ),
    ...section(
      'What would mislead (!), and what to look at (-)',
      [
        ...findings.slice(0, shown.findings).map(({ severity, message }) => {
          const mark = severity === 'warning' ? style.warn('!') : style.dim('-');
          return `${mark} ${nameText(message, 400)}`;
        }),
        ...more(findings, shown.findings, 'finding'),
      ],
      style,
    ),
  ];
};
