import { expect, test } from '@jest/globals';
import { scaleDuration, scaleQuery } from './scale-rules.ts';

test.each([
  ['5m', '5000ms'],
  ['1h30m', '90000ms'],
  ['167h30m', '10050000ms'],
])('%s in a sixtieth is %s', (text, scaled) => expect(scaleDuration(text, 60)).toBe(scaled));

test.each([
  ['a range', 'rate(x_total[5m])', 'rate(x_total[10000ms])'],
  ['an offset', 'avg_over_time(x[1h] offset 15m)', 'avg_over_time(x[120000ms] offset 30000ms)'],
  ['a subquery', 'max_over_time(timestamp(x)[1h:1m])', 'max_over_time(timestamp(x)[120000ms:2000ms])'],
  ['an age', 'time() - max by (job) (x) > 300', 'time() - max by (job) (x) > 10'],
  [
    'an uptime',
    'max_over_time(process_uptime_seconds[15m]) < 300',
    'max_over_time(process_uptime_seconds[30000ms]) < 10',
  ],
  [
    'a prediction',
    'predict_linear(x{a="b,c"}[6h], 86400) < 0',
    'predict_linear(x{a="b,c"}[720000ms], 2880) < 0',
  ],
  ['a limit, which stays', 'x{job="5m"} > 300', 'x{job="5m"} > 300'],
])('%s', (_, promql, scaled) => expect(scaleQuery(promql, 30)).toBe(scaled));
