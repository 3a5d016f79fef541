import { describe, expect, test } from '@jest/globals';
import { dialectOf } from '../../../../src/core/database/sql/dialects.ts';
import {
  bracedUuidEnd,
  commentEnd,
  dollarEnd,
  OPEN,
  perhapsCommentEnd,
  stringEnd,
  UNCLEAR,
  uuidEnd,
} from '../../../../src/core/database/sql/strings.ts';

const UUID = '01234567-89ab-cdef-0123-456789abcdef';

describe('where a string ends', () => {
  test.each([
    ['mysql', "'a''b' c", 6],
    ['mysql', "'a\\'b', 1", 6],
    ['mysql', "'a\\\\', 1", 5],
    ['mysql', "'a\\' AND b = 'c'", 4],
    ['mysql', "'a\\', ' AND b'", UNCLEAR],
    ['mysql', "'it\\'s' name", 7],
    ['mysql', "'a", OPEN],
    ['oracle', "'a\\', ' AND b'", 4],
    ['oracle', "'it\\'s', 1", 7],
    ['oracle', "'a\\' b 'c' d'", UNCLEAR],
    ['snowflake', "'a\\', ' AND b'", 7],
    ['postgresql', "'a\\', ' AND b'", UNCLEAR],
    ['postgresql', "'a\\'", 4],
  ])('%s: %s', (system, text, end) => {
    expect(stringEnd(text, 1, "'", dialectOf(system), { left: 1_000 })).toBe(end);
  });

  test('is not looked for without end', () => {
    expect(stringEnd("'a\\'b', 1", 1, "'", dialectOf('mysql'), { left: 0 })).toBe(UNCLEAR);
  });
});

describe('where something ends', () => {
  test.each([
    ['$$', dollarEnd('$$a$$ b', 0), 5],
    ['$tag$', dollarEnd('$tag$a$$ $tag$ b', 0), 14],
    ['$1', dollarEnd('$1 $', 0), 0],
    ['an open $$', dollarEnd('$$a$', 0), OPEN],
    ['a comment', commentEnd('/* a /* b */ */', 0, 'no'), 12],
    ['a nested comment', commentEnd('/* a /* b */ */', 0, 'yes'), 15],
    ['a comment that may be nested', commentEnd('/* a /* b */ */', 0, 'unknown'), UNCLEAR],
    ['an open comment', commentEnd('/* a *', 0, 'no'), OPEN],
    ['a line', perhapsCommentEnd('# a\nb', 0), 3],
    ['a line with a quote', perhapsCommentEnd("# 'a\nb", 0), UNCLEAR],
    ['a UUID', uuidEnd(UUID, 0), 36],
    ['none', uuidEnd(UUID.replace('-', '1'), 0), 0],
    ['a UUID in braces', bracedUuidEnd(`{${UUID}}`, 0), 38],
    ['other braces', bracedUuidEnd('{1}', 0), 0],
  ])('%s', (_what, end, expected) => expect(end).toBe(expected));
});
