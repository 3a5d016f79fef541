import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { commentedForms, lostOrTwice } from '../commented.ts';
import { CASES } from './cases.ts';
import { FIXTURES, readFixture } from './fixtures.ts';
import { migrated } from './migrated.ts';

const TO = '0.155.0';

const fixtures = await Promise.all(
  FIXTURES.map(async ({ name, from }) => ({ name, from, before: (await readFixture(name)).old })),
);
const cases = [...CASES.map(({ name, before }) => ({ name, before, from: undefined })), ...fixtures];

const textOf = (text: string, from: string | undefined): string =>
  migrated(text, TO, from)
    .sources.map((each) => each.text)
    .join('');

describe.each(cases)('comments through migrate: $name', ({ before, from }) => {
  test.each(commentedForms(before))('$form', ({ text, comments, bare }) => {
    const after = textOf(text, from);
    expect({ lost: lostOrTwice(after, comments), after }).toEqual({ lost: [], after });
    expect(parse(after)).toEqual(parse(textOf(bare, from)));
    expect(textOf(after, from)).toBe(after);
  });
});
