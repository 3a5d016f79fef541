import type { RedactionRule } from '../../rule.ts';

/** Without what is not given out: https://www.ssa.gov/employer/randomization.html */
const NUMBER = /^(?!000|666|9\d\d-(?:[0-4]|6[6-9]|89|93))\d{3}-(?!00)\d\d-(?!0000)\d{4}(?!\w|[-.]\d)/;

/** US Social Security Numbers in their groups, and ITINs. */
export const usSsn: RedactionRule = {
  id: 'us-ssn',
  triggers: '0123456789',
  startsWord: true,
  find(text, at, found) {
    // Of eleven characters, and what may follow them.
    found.start = at;
    found.end = at + 11;
    return NUMBER.test(text.slice(at, at + 13)) && !'.-'.includes(text[at - 1] ?? 'x');
  },
};
