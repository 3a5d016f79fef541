import { describe, expect, test } from '@jest/globals';
import { asksFirst, isInHosts } from '../../../src/node/exporters/resolver-files.ts';

const HOSTS = '# own\n127.0.0.1\tlocalhost\n10.0.0.7 collector.test Collector # the other\n';

test.each([
  ['collector', true],
  ['COLLECTOR.test', true],
  ['other', false],
  ['10.0.0.7', false],
  ['test', false],
])('isInHosts: %s %j', (name, expected) => {
  expect(isInHosts(HOSTS, name)).toBe(expected);
});

describe('asksFirst', () => {
  test.each([
    ['', 'collector', ['collector']],
    [
      'nameserver 10.0.0.1\nsearch shop.svc.cluster.local svc.cluster.local\noptions ndots:5',
      'collector',
      ['collector.shop.svc.cluster.local', 'collector'],
    ],
    ['domain example.com', 'collector', ['collector.example.com', 'collector']],
    ['search a\nsearch b # later wins', 'collector', ['collector.b', 'collector']],
    ['search a', 'collector.', ['collector.']],
    ['search', 'collector', ['collector']],
  ])('%j %s', (text, name, expected) => {
    expect(asksFirst(text, name)).toEqual(expected);
  });
});
