import { describe, expect, test } from '@jest/globals';
import { createRedactor } from '../../../src/core/redaction/index.ts';

const redactor = createRedactor({
  hashKey: 'a key of the tests, long enough',
  keys: {
    allow: ['state'],
    remove: ['debug'],
    deny: ['employee_*'],
    hash: ['user.id'],
    partial: ['account'],
    truncate: ['zip'],
  },
});

describe('parameters of URLs by the names of the policy', () => {
  test.each([
    ['allow', '/a?state=open&code=1', '/a?state=open&code=REDACTED'],
    ['remove', '/a?debug=1&x=2', '/a?debug=&x=2'],
    ['deny', '/a?employeeName=Jo&x=2', '/a?employeeName=REDACTED&x=2'],
    ['partial', '/a?account=12345678', '/a?account=****5678'],
    ['truncate', '/a?zip=90210', '/a?zip=902…'],
    ['the default', '/a?token=1&x=2', '/a?token=REDACTED&x=2'],
  ])('%s', (_what, url, clean) => {
    expect(redactor.url(url)).toBe(clean);
    expect(redactor.url(clean)).toBe(clean);
    expect(redactor.attributes({ 'url.query': url.slice(3) })).toEqual({ 'url.query': clean.slice(3) });
  });

  test('a hash is the one that the value has elsewhere', () => {
    const { 'user.id': hash } = redactor.attributes({ 'user.id': 'jo doe/1' });
    expect(hash).toMatch(/^\[HASHED:key_[0-9a-f]{16}\]$/);
    expect(redactor.url('/a?userId=jo+doe%2F1')).toBe(`/a?userId=${hash}`);
    expect(redactor.url(`/a?userId=${hash}`)).toBe(`/a?userId=${hash}`);
  });
});
