import { anyCase } from '../any-case.ts';
import { passesMod11And10 } from '../checks/mod11-10.ts';
import type { NationalId, NationalIdFacts } from '../national-id.ts';

export const id: NationalId = {
  country: 'de',
  shapes: ['_99999999999'],
  names: ['steuer', 'idnr', 'taxid', 'tin'],
  isValid: (values) => passesMod11And10(values, 11),
};

export const facts: NationalIdFacts = {
  summary: 'a German Steuer-ID: eleven digits, ISO 7064 MOD 11,10, near its name',
  sources: [
    'https://www.bzst.de/DE/Privatpersonen/SteuerlicheIdentifikationsnummer/steuerlicheidentifikationsnummer_node.html',
  ],
  vectors: [
    ['Steuer-ID 86095742719', 'Steuer-ID [REDACTED:national-id]'],
    ['IdNr. 86 095 742 719', 'IdNr. [REDACTED:national-id]'],
    ['"steuerliche_id":"86095742719"', '"steuerliche_id":"[REDACTED:national-id]"'],
  ],
  ignores: ['order 86095742719', 'Steuer-ID 86095742718', '86 095 742 719'],
  patterns: [
    String.raw`(?<keep>\b${anyCase('steuer|idnr|tax.?id')}[^\d\n]{0,32})\d{2} ?\d{3} ?\d{3} ?\d{3}\b`,
  ],
  remains: 'the check digit is not looked at, and one without its name before it stays',
};
