import { expect, test } from '@jest/globals';
import type { AskPrometheus } from '../../../src/monitoring/preview/prometheus-api.ts';
import { interpolate, resolveVariables } from '../../../src/monitoring/preview/variables.ts';

const RANGE = { fromMillis: 0, toMillis: 900_000 };

const variable = (name: string, query: string, more: object = {}) => ({
  name,
  type: 'query',
  query: { query },
  ...more,
});

const resolved = async (
  list: readonly ReturnType<typeof variable>[],
  given: Record<string, string[]>,
  answers: Record<string, unknown>,
) => {
  const asked: string[] = [];
  const ask: AskPrometheus = async (path, parameters) => {
    asked.push(`${path} ${parameters.query ?? parameters['match[]'] ?? ''}`.trim());
    return answers[path];
  };
  return { values: await resolveVariables({ templating: { list } }, given, RANGE, ask), asked };
};

test.each([
  ['$service', 'orders'],
  ['$\u007bservice}', 'orders'],
  ['$\u007bservice:raw}', 'orders'],
  ['$recorded$service', 'orders'],
  ['$services', '$services'],
  ['$unknown', '$unknown'],
])('%s becomes %s', (text, expected) =>
  expect(interpolate(text, { service: 'orders', recorded: '' })).toBe(expected),
);

const ALL = { multi: true, includeAll: true, allValue: '.*' };

test('all values, where all can be chosen, need no question', async () => {
  const { values, asked } = await resolved([variable('service', 'label_values(up,job)', ALL)], {}, {});
  expect([values, asked]).toEqual([{ service: '.*' }, []]);
});

test('given values become a pattern that matches them alone', async () => {
  const list = [variable('service', 'label_values(up,job)', ALL)];
  expect((await resolved(list, { service: ['a.b', 'c'] }, {})).values).toEqual({ service: '(a\\\\.b|c)' });
});

test('else it is the first one, with the variables before it in the question', async () => {
  const list = [
    variable('service', 'label_values(up,job)', ALL),
    variable('route', 'label_values(x{job=~"$service"},route)'),
  ];
  const { values, asked } = await resolved(list, { service: ['a'] }, { 'label/route/values': ['/b', '/a'] });
  expect(values.route).toBe('/a');
  expect(asked).toEqual(['label/route/values x{job=~"a"}']);
});

test.each([
  ['what the pattern finds in the answer', [{ metric: { raw: 'only/' }, value: [1, '3'] }], 'only/'],
  ['nothing, where the answer is empty', [], ''],
])('of a query, it is %s', async (_, result, expected) => {
  const list = [variable('recorded', 'query_result(count(up) > 1)', { regex: '/raw="([^"]+)"/' })];
  const { values, asked } = await resolved(list, {}, { query: { result } });
  expect([values.recorded, asked]).toEqual([expected, ['query count(up) > 1']]);
});
