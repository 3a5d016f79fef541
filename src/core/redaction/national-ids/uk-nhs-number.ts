import { anyCase } from '../any-case.ts';
import { sumsUp } from '../checks/weighted.ts';
import type { NationalId, NationalIdFacts } from '../national-id.ts';

export const id: NationalId = {
  country: 'uk',
  shapes: ['999 999 9999'],
  names: ['nhs'],
  isValid: (values) => sumsUp(values, [10, 9, 8, 7, 6, 5, 4, 3, 2, 1], 11),
};

export const facts: NationalIdFacts = {
  summary: 'an NHS number of the UK: ten digits, modulus 11; in groups, or near its name',
  sources: ['https://www.datadictionary.nhs.uk/attributes/nhs_number.html'],
  vectors: [
    ['patient 943 476 5919', 'patient [REDACTED:national-id]', 'patient [REDACTED:phone]'],
    ['nhsNumber: 9434765919', 'nhsNumber: [REDACTED:national-id]'],
    ['{"nhs_no":"943-476-5919"}', '{"nhs_no":"[REDACTED:national-id]"}'],
  ],
  ignores: ['order 9434765919', 'nhs 9434765918', '943 476 5918', '1 943 476 5919', '943 476 5919 7'],
  patterns: [
    String.raw`(?<keep>^|[^\w.])\d{3} \d{3} \d{4}\b`,
    String.raw`(?<keep>\b${anyCase('nhs')}[^\d\n]{0,24})\d{3}[ -]?\d{3}[ -]?\d{4}\b`,
  ],
  remains:
    'the check digit is not looked at: other numbers of that form go too; the pattern of a phone takes it first where it has its form',
};
