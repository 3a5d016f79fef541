import { anyCase } from '../any-case.ts';
import { passesMod11And10 } from '../checks/mod11-10.ts';
import type { NationalId, NationalIdFacts } from '../national-id.ts';

const LENGTH = 11;

/** Among the ten digits before the check digit one comes twice or three times, and no other more than once. */
const hasOneRepeated = (digits: ArrayLike<number>): boolean => {
  let seen = 0;
  let repeated = 0;
  let repetitions = 0;
  for (let i = 0; i < LENGTH - 1; i++) {
    const digit = 1 << (digits[i] as number);
    if (seen & digit) {
      repeated |= digit;
      repetitions++;
    }
    seen |= digit;
  }
  return (repeated & (repeated - 1)) === 0 && (repetitions === 1 || repetitions === 2);
};

export const id: NationalId = {
  shapes: ['99 999 999 999'],
  names: ['steuer', 'idnr', 'taxid', 'tin'],
  isValid: (values) => values[0] !== 0 && hasOneRepeated(values) && passesMod11And10(values, LENGTH),
};

export const facts: NationalIdFacts = {
  summary: 'a German Steuer-ID: eleven digits, ISO 7064 MOD 11,10; in groups, or near its name',
  sources: [
    'https://www.bzst.de/DE/Privatpersonen/SteuerlicheIdentifikationsnummer/steuerlicheidentifikationsnummer_node.html',
  ],
  vectors: [
    ['Steuer-ID 86095742719', 'Steuer-ID [REDACTED:national-id]'],
    ['86 095 742 719', '[REDACTED:national-id]'],
    ['"steuerliche_id":"86095742719"', '"steuerliche_id":"[REDACTED:national-id]"'],
  ],
  ignores: ['order 86095742719', 'Steuer-ID 86095742718', 'Steuer-ID 12345678901', '86 095 742 719 000'],
  patterns: [
    String.raw`(?<keep>\b${anyCase('steuer|idnr|tax.?id')}[^\d\n]{0,32})\d{2} ?\d{3} ?\d{3} ?\d{3}\b`,
  ],
  remains: 'the check digit is not looked at, and one without its name before it stays',
};
