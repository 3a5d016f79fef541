/** ISO/IEC 7812-1 annex B. */
const isCard = (text: string): boolean => {
  let sum = 0;
  let double = 1;
  for (const digit of [...text.replace(/\D/g, '')].reverse()) {
    const value = Number(digit) * double;
    sum += value > 9 ? value - 9 : value;
    double = 3 - double;
  }
  return sum % 10 === 0;
};

/** ISO 13616: letters are numbers from 10 on, the first four places come last, and the remainder is 1. */
const isIban = (text: string): boolean =>
  BigInt(
    text
      .replace(/\W/g, '')
      .replace(/(.{4})(.*)/, '$2$1')
      .replace(/[a-z]/gi, (letter) => String(Number.parseInt(letter, 36))),
  ) %
    97n ===
  1n;

/** What stands before a secret. */
export const SECRET_NAME =
  '(?:passw(?:or)?d|passphrase|pwd|secret|token|(?:api|access|private|account)[_-]?key|credentials?|signature)';

/**
 * What is looked for, by the ids of the rules of `binnacle/redaction`: those that a page's URLs, messages and stacks
 * are likely to hold, as patterns in place of readers. What is not here the Collector takes out, which has all rules.
 */
export const RULES: readonly (readonly [id: string, pattern: RegExp, isOne?: (text: string) => boolean])[] = [
  ['jwt', /(?<![\w-])ey[JA][\w-]{12,}\.(?:ey[JA][\w-]+(?:\.[\w-]*)?|[\w-]*\.[\w-]+(?:\.[\w-]+\.[\w-]+)?)/gi],
  [
    'vendor-key',
    /\b(?:A[KS]IA[A-Z\d]{16}|AIza[\w-]{35}|gh[oprsu]_\w{36}|github_pat_\w{36}|glpat-[\w-]{20}|xox\w-[\w-]{10}|[rs]k_(?:live|test)_\w{16}|sk-(?=[\w-]{0,99}\d)[\w-]{20})[\w-]*/gi,
  ],
  ['authorization', /(?<=\b(?:bearer|basic|token)(?: |%20|\+))(?=\S{0,99}\d)[\w.~+/-]{8,}=*/gi],
  ['url-password', /(?<=:\/\/)[^\s/:@"'?#]*:[^\s/"'?#]+(?=@)/gi],
  [
    'secret-assignment',
    new RegExp(
      String.raw`(?<=${SECRET_NAME}["']?\]?(?:[:=]|%3[AD])\s?)(?!null\b|REDACTED|\[|\$)[^\s"'&,;\\<>(){}[%*=]+|(?<=${SECRET_NAME}["']?\s?[:=]\s?(["']))[^"'\\[*,;]+(?=\1)`,
      'gi',
    ),
  ],
  [
    'email',
    // Beyond ASCII all counts as letters: `\p{L}` takes milliseconds to compile where case does not count.
    /(?!')[\w\xc0-\uffff.!#$%*+^~'-]{1,64}(?:@|%(?:25)*40)(?!\dx?\.)(?:[\w\xc0-\uffff-]{1,63}\.){1,8}(?!\d)[\w\xc0-\uffff-]{2,31}/gi,
  ],
  ['payment-card', /(?<![\w.-])[2-689]\d{3}(?:[ .\xa0-]?\d){8,15}(?!\w|\.\d)/gi, isCard],
  ['iban', /\b[A-Z]{2}\d{2}(?:[ -]?[A-Z\d]{4}){2,7}(?:[ -]?[A-Z\d]{1,3})?\b/gi, isIban],
];
