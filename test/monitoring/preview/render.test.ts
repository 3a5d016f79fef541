import { describe, expect, test } from '@jest/globals';
import type { DashboardData } from '../../../src/monitoring/index.ts';
import { renderHtml, renderSvg } from '../../../src/monitoring/index.ts';
import type { PanelData } from '../../../src/monitoring/preview/panel-data.ts';
import { niceTicks, roundUnit, timeTicks } from '../../../src/monitoring/preview/svg/scale.ts';
import { fitText, textWidth } from '../../../src/monitoring/preview/svg/text.ts';

const RANGE = { fromMillis: 1_700_000_000_000, toMillis: 1_700_000_900_000 };
const STEPS = [
  { value: null, color: 'green' },
  { value: 0.5, color: 'red' },
];

const withPanel = (type: string, data: PanelData, defaults: object = {}): DashboardData => ({
  model: { title: 'A <b>title</b>' },
  range: RANGE,
  values: {},
  panels: [
    {
      panel: { type, title: 'Panel', gridPos: { x: 0, y: 0, w: 12, h: 8 }, fieldConfig: { defaults } },
      data,
    },
  ],
});
const svgOf = (...given: Parameters<typeof withPanel>): string =>
  renderSvg(withPanel(...given), 1_440, 'light');

const points = (...values: number[]) =>
  values.map((value, index) => ({ millis: RANGE.fromMillis + index * 60_000, value }));
const line = (name: string, ...values: number[]) => ({ name, points: points(...values) });
const lines = (...all: ReturnType<typeof line>[]): PanelData => ({
  kind: 'lines',
  stepMillis: 60_000,
  lines: all,
});

describe('a number', () => {
  const field = { unit: 'percentunit', thresholds: { steps: STEPS } };
  test.each([
    ['below its limit', 0.2, '#1a7f37'],
    ['at its limit', 0.5, '#c4162a'],
  ])('%s has the color of its step', (_, value, color) =>
    expect(svgOf('stat', { kind: 'stat', value }, field)).toContain(`fill="${color}"`),
  );
  test('that is not there is said', () =>
    expect(svgOf('stat', { kind: 'stat', value: undefined }, { noValue: '–' })).toContain('>–</text>'));
});

describe('lines', () => {
  test('end where samples are missing, and begin again', () => {
    const gap = { ...line('a'), points: [...points(1, 2), ...points(0, 0, 0, 0, 0, 0, 0, 3, 4).slice(7)] };
    expect(svgOf('timeseries', lines(gap)).match(/<polyline/g)?.length).toBe(2);
  });
  test('have their names, and the number of those that have no room', () => {
    const many = Array.from({ length: 80 }, (_, index) => line(`a service with the number ${index}`, 1, 2));
    const svg = svgOf('timeseries', lines(...many));
    const named = svg.match(/a service with the number/g)?.length ?? 0;
    expect(named).toBeGreaterThan(5);
    expect(svg).toContain(`+${80 - named} more`);
  });
  test('that have only NaN are no data', () =>
    expect(svgOf('timeseries', lines(line('a', Number.NaN)))).toContain('No data'));
  test('stay within a highest value that is given', () => {
    const svg = svgOf('timeseries', lines(line('a', 0.5, 3)), { max: 1, unit: 'percentunit' });
    expect(svg).toContain('>100%</text>');
    expect(svg).not.toContain('>120%</text>');
  });
});

test('a table says how many rows there are beside those that it shows', () => {
  const rows = Array.from({ length: 30 }, (_, index) => [`service-${index}`, index]);
  const columns = [
    { title: 'Service', unit: undefined, decimals: undefined },
    { title: 'Requests', unit: 'locale', decimals: 0 },
  ];
  const svg = svgOf('table', { kind: 'table', columns, rows });
  const shown = svg.match(/service-\d+/g)?.length ?? 0;
  expect(svg).toContain(`${30 - shown} more rows`);
});

test('names of services are text, and no markup', () => {
  const svg = svgOf('timeseries', lines(line('<script>alert(1)</script>&"', 1, 2)));
  expect(svg).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;');
  expect(svg).not.toContain('<script>');
});

test('a kind of panel that is not drawn says so', () =>
  expect(svgOf('news', { kind: 'unknown', type: 'news' })).toContain('&quot;news&quot; are not drawn'));

test('a page has both themes and loads nothing', () => {
  const html = renderHtml(withPanel('stat', { kind: 'stat', value: 1 }), 1_440);
  expect(html).toContain('prefers-color-scheme: dark');
  expect(html.match(/<svg/g)?.length).toBe(2);
  expect(html).not.toMatch(/<script|src=|@import|url\(/);
});

test.each([
  [0, 0.93, 4, [0, 0.25, 0.5, 0.75, 1]],
  [0, 7, 4, [0, 2, 4, 6, 8]],
  [-3, 3, 3, [-4, -2, 0, 2, 4]],
])('ticks from %d to %d', (least, greatest, about, ticks) =>
  expect(niceTicks(least, greatest, about)).toEqual(ticks),
);

test.each([
  ['bytes', 119 * 1_024 ** 2, 1_024 ** 2],
  ['bytes', 12, 1],
  ['s', 45, 1],
  ['s', 400, 60],
  ['none', 1e9, 1],
])('in %s up to %d, ticks are multiples of %d', (unit, greatest, expected) =>
  expect(roundUnit(unit, greatest)).toBe(expected),
);

test('times are whole minutes', () =>
  expect(timeTicks(RANGE.fromMillis, RANGE.toMillis, 3).map(({ text }) => text)).toEqual([
    '22:15',
    '22:20',
    '22:25',
  ]));

test('a text that is too long is cut to its room', () => {
  const text = fitText('a long name of a service', 12, 80);
  expect(text).toMatch(/…$/);
  expect(textWidth(text, 12)).toBeLessThanOrEqual(80);
});
