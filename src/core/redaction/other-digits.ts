import type { Scan } from './scanner.ts';

/**
 * Digits of other scripts that keyboards give, and the full-width forms of Japanese and Chinese input, with which `@`,
 * `+` and `-` come too. Of strings of one byte a unit V8 knows without a look that none is in them.
 * https://www.unicode.org/charts/PDF/UFF00.pdf, and the category Nd of https://www.unicode.org/reports/tr44/
 */
const OTHERS = /[\uff10-\uff19\uff20\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59]/;

const EACH = /[\uff01-\uff5e\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59]/g;

const FULL_WIDTH = 0xff01;
/** From a full-width form to its own character. */
const FROM_FULL_WIDTH = 0xfee0;
/** First digits of the scripts: Arabic, Persian and Urdu, Devanagari, Bengali, Thai. */
const ZEROS = [0x0660, 0x06f0, 0x0966, 0x09e6, 0x0e50];
const ZERO = 48;

/** The text with these in ASCII, each unit in its place; the very same text where it has none of them. */
const withPlainDigits = (text: string): string =>
  OTHERS.test(text)
    ? text.replace(EACH, (each) => {
        const unit = each.charCodeAt(0);
        if (unit >= FULL_WIDTH) return String.fromCharCode(unit - FROM_FULL_WIDTH);
        const zero = ZEROS.findLast((first) => first <= unit) as number;
        return String.fromCharCode(unit - zero + ZERO);
      })
    : text;

/** A search that reads digits of other scripts as those of ASCII: the same number has the same hash. */
export const inAnyDigits =
  (scan: Scan): Scan =>
  (text, isForm) => {
    const plain = withPlainDigits(text);
    const pieces = scan(plain, isForm);
    if (plain === text) return pieces;
    return pieces?.map((piece) => ({ ...piece, value: piece.value ?? plain.slice(piece.start, piece.end) }));
  };
