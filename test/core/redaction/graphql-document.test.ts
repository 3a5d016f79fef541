import { describe, expect, test } from '@jest/globals';
import { cleanGraphql } from '../../../src/core/redaction/graphql-document.ts';

describe('cleanGraphql', () => {
  test.each([
    ['{ user(id: "jo@example.com") { name } }', '{ user(id: ?) { name } }'],
    ['{ a(n: 42, f: -1.5e+3) { b1 } }', '{ a(n: ?, f: ?) { b1 } }'],
    ['mutation { say(text: """block "quoted" \\""" text""") }', 'mutation { say(text: ?) }'],
    ['{ a(s: "x \\" y") }', '{ a(s: ?) }'],
    ['{ a(s: "open', '{ a(s: ?'],
    ['{ a(s: """open', '{ a(s: ?'],
    ['{ a # password is x\n b }', '{ a #\n b }'],
    ['"x"', '?'],
    ['7', '?'],
  ])('%s', (document, clean) => {
    expect(cleanGraphql(document)).toBe(clean);
    expect(cleanGraphql(clean)).toBe(clean);
  });

  test.each(['query Q($id: ID!) { user(id: $id) { ...on A { b_1 c2 } } }', '', '{ a(b: true, c: ENUM) }'])(
    'leaves %j',
    (document) => {
      expect(cleanGraphql(document)).toBe(document);
    },
  );
});
