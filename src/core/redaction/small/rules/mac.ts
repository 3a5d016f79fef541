import type { RedactionRule } from '../../rule.ts';

/** EUI-48 and EUI-64, in pairs or, with a letter in them, in fours; what goes on is something else. */
const ADDRESS =
  /^(?:[\da-f]{2}([:-])[\da-f]{2}(?:\1[\da-f]{2}){4}(?:(?:\1[\da-f]{2}){2})?(?!\1)|(?![\d.]+(?![\d.a-f]))[\da-f]{4}(?:\.[\da-f]{4}){2,3}(?!\.))(?!\w)/i;

/** A MAC address. */
export const mac: RedactionRule = {
  id: 'mac',
  triggers: '0123456789abcdefABCDEF',
  startsWord: true,
  find(text, at, found) {
    found.start = at;
    found.end = at;
    if (':-.'.includes(text[at + 2] ?? 'x') || text[at + 4] === '.')
      found.end += ADDRESS.exec(text.slice(at, at + 25))?.[0].length ?? 0;
    return found.end > at && ![text[at + 2], text[at + 4]].includes(text[at - 1]);
  },
};
