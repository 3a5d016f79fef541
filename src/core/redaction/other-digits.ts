/**
 * Digits of other scripts that keyboards give, and the full-width forms of Japanese and Chinese input, with which `@`,
 * `+` and `-` come too. https://www.unicode.org/charts/PDF/UFF00.pdf, and the category Nd of
 * https://www.unicode.org/reports/tr44/
 */
const FULL_WIDTH_FIRST = 0xff01;
const FULL_WIDTH_LAST = 0xff5e;
const FULL_WIDTH_AT = 0xff20;
const FULL_WIDTH_ZERO = 0xff10;
/** From a full-width form to its own character. */
const FROM_FULL_WIDTH = 0xfee0;
/** First digits of the scripts: Arabic, Persian and Urdu, Devanagari, Bengali, Thai. */
const ZEROS = [0x0660, 0x06f0, 0x0966, 0x09e6, 0x0e50];
const ZERO = 48;
const FIRST = 0x0660;

/** The digit of one of the scripts in ASCII, or -1. */
const digitOf = (unit: number): number => {
  for (const zero of ZEROS) if (unit >= zero && unit < zero + 10) return unit - zero + ZERO;
  return -1;
};

const hasOtherDigits = (text: string): boolean => {
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < FIRST) continue;
    if (
      unit === FULL_WIDTH_AT ||
      (unit >= FULL_WIDTH_ZERO && unit < FULL_WIDTH_ZERO + 10) ||
      digitOf(unit) > 0
    )
      return true;
  }
  return false;
};

/** The text with these in ASCII, each unit in its place; the very same text where it has none of them. */
export const withPlainDigits = (text: string): string => {
  if (!hasOtherDigits(text)) return text;
  let plain = '';
  let copied = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < FIRST) continue;
    const own = unit >= FULL_WIDTH_FIRST && unit <= FULL_WIDTH_LAST ? unit - FROM_FULL_WIDTH : digitOf(unit);
    if (own < 0) continue;
    plain += text.slice(copied, at) + String.fromCharCode(own);
    copied = at + 1;
  }
  return plain + text.slice(copied);
};
