import { expect, test } from '@jest/globals';
import { labelNameOf, metricNameOf, type PrometheusType } from '../../../src/sdk/prometheus/names.ts';

test.each<[name: string, unit: string, type: PrometheusType, isSum: boolean, expected: string | undefined]>([
  ['http.server.request.duration', 's', 'histogram', false, 'http_server_request_duration_seconds'],
  ['http.server.active_requests', '{request}', 'gauge', true, 'http_server_active_requests'],
  ['nodejs.eventloop.utilization', '1', 'gauge', false, 'nodejs_eventloop_utilization_ratio'],
  ['a.ratio.b', '1', 'gauge', false, 'a_b_ratio'],
  ['a', '1', 'gauge', true, 'a'],
  ['a', '1', 'counter', true, 'a_total'],
  ['total.a', '', 'counter', true, 'a_total'],
  ['sent', 'By', 'counter', true, 'sent_bytes_total'],
  ['sent.bytes', 'By', 'counter', true, 'sent_bytes_total'],
  ['rate', 'By/s', 'gauge', false, 'rate_bytes_per_second'],
  ['rate', '{request}/min', 'gauge', false, 'rate_per_min'],
  ['rate', 'm/', 'gauge', false, 'rate_meters'],
  ['used', '%', 'gauge', false, 'used_percent'],
  ['speed', 'furlong', 'gauge', false, 'speed_furlong'],
  ['odd', 'm^2', 'gauge', false, 'odd_m_2'],
  ['odd', 'constructor', 'gauge', false, 'odd_constructor'],
  ['a__b..c-d', '', 'gauge', false, 'a_b_c_d'],
  ['5xx', '', 'gauge', false, '_5xx'],
  ['ö', '', 'gauge', false, undefined],
])('%s in "%s", %s, is a sum: %j', (name, unit, type, isSum, expected) => {
  expect(metricNameOf(name, unit, type, isSum)).toBe(expected);
});

test.each([
  ['http.route', 'http_route'],
  ['a..b', 'a_b'],
  ['7th', 'key_7th'],
  ['ö', undefined],
  ['', undefined],
])('label %s', (name, expected) => {
  expect(labelNameOf(name)).toBe(expected);
});
