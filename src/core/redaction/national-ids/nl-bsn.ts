import { anyCase } from '../any-case.ts';
import { sumsUp } from '../checks/weighted.ts';
import type { NationalId, NationalIdFacts } from '../national-id.ts';

export const id: NationalId = {
  country: 'nl',
  shapes: ['9999.99.999'],
  names: ['bsn', 'burgerservice', 'sofi'],
  isValid: (values) => sumsUp(values, [9, 8, 7, 6, 5, 4, 3, 2, -1], 11),
};

export const facts: NationalIdFacts = {
  summary: 'a Dutch BSN: nine digits, the eleven-test; in groups, or near its name',
  sources: ['https://www.government.nl/topics/personal-data/citizen-service-number-bsn'],
  vectors: [
    ['BSN 111222333', 'BSN [REDACTED:national-id]'],
    ['{"burgerservicenummer":"1112.22.333"}', '{"burgerservicenummer":"[REDACTED:national-id]"}'],
    ['1112.22.333', '[REDACTED:national-id]', '1112.22.333'],
  ],
  ignores: ['order 111222333', 'BSN 111222334', '1112.22.334', '1112.22.333.4'],
  patterns: [String.raw`(?<keep>\b${anyCase('bsn|burgerservice|sofi')}[^\d\n]{0,24})\d{4}\.?\d{2}\.?\d{3}\b`],
  remains: 'the check digit is not looked at, and one without its name before it stays',
};
