import { describe, expect, test } from '@jest/globals';
import { createRedactor } from '../../../src/core/redaction/index.ts';

const redactor = createRedactor();

/** URLs of calls to search engines, and what stays of them. */
const URLS: readonly (readonly [url: string, expected: string])[] = [
  [
    'https://es:9200/idx/_search?q=user:jo%20x&size=5',
    'https://es:9200/idx/_search?q=REDACTED&size=REDACTED',
  ],
  ['https://es:9200/idx/_doc/jo', 'https://es:9200/idx/_doc/REDACTED'],
  ['https://es:9200/a,b/_msearch', 'https://es:9200/a,b/_msearch'],
  ['https://es:9200/', 'https://es:9200/'],
  ['/idx/_doc/1?refresh=true', '/idx/_doc/REDACTED?refresh=REDACTED'],
  ['/db/_design/jo/_view/al?key="jo"&b=c', '/db/_design/REDACTED/_view/REDACTED?key=REDACTED'],
  ['https://es:9200/idx/_search?q=a#jo', 'https://es:9200/idx/_search?q=REDACTED'],
];

describe.each(['elasticsearch', 'opensearch', 'couchdb'])('%s', (system) => {
  test.each(URLS)('%s', (url, expected) => {
    for (const [systemKey, key] of [
      ['db.system.name', 'url.full'],
      ['db.system', 'http.url'],
    ] as const) {
      const once = redactor.attributes({ [systemKey]: system, [key]: url });
      expect(once).toEqual({ [systemKey]: system, [key]: expected });
      expect(redactor.attributes(once)).toBe(once);
    }
  });

  test('a query alone, with its question mark or without', () => {
    expect(redactor.attributes({ 'db.system.name': system, 'url.query': '?q=jo&size=5' })).toEqual({
      'db.system.name': system,
      'url.query': '?q=REDACTED&size=REDACTED',
    });
  });
});

test('what was clean as a URL of anybody is read again as that of a search engine', () => {
  const url = 'https://es:9200/idx/_search?q=jo';
  expect(redactor.attributes({ 'url.full': url })).toEqual({ 'url.full': url });
  expect(redactor.attributes({ 'db.system.name': 'elasticsearch', 'url.full': url })).toEqual({
    'db.system.name': 'elasticsearch',
    'url.full': 'https://es:9200/idx/_search?q=REDACTED',
  });
});

test('a record that cannot be asked for its system does not throw', () => {
  const record = Object.defineProperty({ 'user.password': 'x' }, 'db.system.name', {
    enumerable: true,
    get: () => {
      throw new Error('no');
    },
  });
  expect(redactor.attributes(record)).toEqual({ 'user.password': 'REDACTED', 'db.system.name': 'REDACTED' });
});
