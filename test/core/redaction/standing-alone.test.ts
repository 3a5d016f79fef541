import { expect, test } from '@jest/globals';
import { rule } from '../../../src/core/redaction/rules/phone.ts';
import { createTextRedactor, masked } from '../../../src/core/redaction/text.ts';

const redact = createTextRedactor([masked(rule)]);

/** Numbers in the groups of a plan that other numbers have as well; nothing but what is around tells which they are. */
const NUMBERS = ['0612345678', '015112345678', '612 345 678', '347 1234567', '98765 43210', '21 9 1234 5678'];

test.each(NUMBERS)('finds %j where it stands alone', (number) => {
  for (const around of [
    '#',
    'sent to # in 120 ms',
    'Jo Doe, #, Madrid',
    '{"to":"#"}',
    '{"user":{"number":"#"}}',
    String.raw`{\"to\":\"#\"}`,
    '<to>#</to>',
    '<to id="7">#</to>',
    "VALUES (17, '#', 3)",
    'a=1&to=#&b=2',
    'jo (#) is away',
    'no answer from #.',
    'Llamar al # por la tarde',
  ])
    expect(redact(around.replace('#', number))).toBe(around.replace('#', '[REDACTED:phone]'));
});

test.each([
  // Counts, sizes, times, money
  ...['took # in all', 'total: #', 'rss=#', '{"bytes":"#"}', '{"heapUsed":"#"}', 'p99 latency # at noon'],
  ...['$#', '€ #', '#%', '# €', '# $'],
  // Identifiers
  ...[
    'order #',
    'order-id: #',
    '{"orderRef":"#"}',
    '/users/#/a',
    'invoice no. #',
    'sku=#',
    'tracking number #',
  ],
  ...['build #', 'commit # by jo', 'isbn #', '##', 'a-#', 'v#', '#.log', '#-abc', '#_1'],
  // Other numbers beside it
  ...['GET / 200 #', '# 17', '17 #', '# - 17', '[# 17]', '[#]', '{#}', 'x #,5', 'x #.5', '#:80'],
])('finds none of them in %j', (around) => {
  for (const number of NUMBERS) {
    const text = around.replace(/#(?!#)/, number);
    expect(redact(text)).toBe(text);
  }
});

test.each([
  'GET /a HTTP/1.1" 200 72345 81234',
  '"GET /a HTTP/1.1" 304 1234567 "-"',
  '712 345 678 rows',
  '712 345 678 requests in 12 s',
  '72345 81234 pts/0',
  'jo 72345 81234 0 10:11:12 node',
  'POINT(350 1234567)',
  '612.345.678',
  '612345678',
  '9876543210',
  '21912345678',
  '036000291452',
  '0012345678',
  '112-1234567-1234567',
])('finds nothing in %j', (text) => {
  expect(redact(text)).toBe(text);
});
