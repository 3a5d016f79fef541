import { bestReading, type RowFigures, type Share } from '../../../../collector/simulate/figures.ts';
import type { Result } from '../../../../collector/simulate/simulate.ts';
import type { Style } from '../../../style.ts';
import { renderTable } from './table.ts';
import { bytesText, nameText, numberText, percentText, signedPercentText } from './words.ts';

const pair = ({ after, share }: Share): string => `${numberText(after)} (${percentText(share)})`;

const totals = (results: readonly Result[]): readonly string[] => {
  const row = (name: string, of: (result: Result) => string): readonly string[] => [name, ...results.map(of)];
  const hasMoney = results.some(({ cost }) => cost.after.moneyPerDay !== null);
  return renderTable(
    ['kept', ...results.map(({ name }) => nameText(name))],
    [
      row('traces', ({ total }) => pair(total.traces)),
      row('traces with an error', ({ tracesWithErrors }) => pair(tracesWithErrors)),
      row('spans', ({ total }) => pair(total.spans)),
      row(
        'bytes of OTLP',
        ({ total }) => `${bytesText(total.bytes.after)} (${percentText(total.bytes.share)})`,
      ),
      row('requests with an error', ({ total }) => pair(total.errors)),
      row('slow requests', ({ total }) => pair(total.slow)),
      row('GB a day', ({ cost }) => numberText(cost.after.gbPerDay)),
      ...(hasMoney ? [row('money a day', ({ cost }) => cost.after.moneyPerDay?.toFixed(2) ?? '-')] : []),
      row('rate off by', ({ total }) => signedPercentText(bestReading(total).relativeError)),
      row('error ratio', ({ total }) => percentText(bestReading(total).errorRatio)),
      row('findings', ({ findings }) => numberText(findings.length)),
    ],
  );
};

const keyOf = ({ service, route }: RowFigures): string => JSON.stringify([service, route]);

const byRoute = ([first, ...others]: readonly Result[], shown: number): readonly string[] => {
  if (!first) return [];
  const found = others.map(({ routes }) => new Map(routes.map((row) => [keyOf(row), row])));
  const results = [first, ...others];
  return renderTable(
    [
      'route',
      'requests',
      ...results.flatMap(({ name }) => [nameText(name, 24), 'errors', 'rate off by', 'p99 off by']),
    ],
    first.routes.slice(0, shown).map((row) => [
      nameText(`${row.service} ${row.route}`),
      numberText(row.requests.before),
      ...[row, ...found.map((rows) => rows.get(keyOf(row)))].flatMap((each) => {
        if (!each) return ['-', '-', '-', '-'];
        const read = bestReading(each);
        const [p99, truth] = [read.latencyMillis.p99, each.truth.latencyMillis.p99];
        return [
          percentText(each.requests.share),
          `${numberText(each.errors.after)}/${numberText(each.errors.before)}`,
          signedPercentText(read.relativeError),
          signedPercentText(p99 && truth ? p99 / truth - 1 : null),
        ];
      }),
    ]),
  );
};

/** Several results beside each other. */
export const renderComparison = (
  results: readonly Result[],
  shown: number,
  style: Style,
): readonly string[] => [
  style.bold('Compared'),
  ...totals(results).map((line) => `  ${line}`),
  '',
  style.bold('Routes: share of requests that is kept'),
  ...byRoute(results, shown).map((line) => `  ${line}`),
];
