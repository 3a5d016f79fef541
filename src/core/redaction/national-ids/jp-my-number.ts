import { anyCase } from '../any-case.ts';
import { endsInCheckDigit } from '../checks/weighted.ts';
import type { NationalId, NationalIdFacts } from '../national-id.ts';

export const id: NationalId = {
  country: 'jp',
  shapes: ['_999999999999'],
  names: ['mynumber', 'individualnumber', 'マイナンバー', '個人番号'],
  isValid: (values) => endsInCheckDigit(values, 11, 7),
};

export const facts: NationalIdFacts = {
  summary: 'a Japanese My Number: twelve digits, modulus 11, near its name',
  sources: ['https://laws.e-gov.go.jp/law/426M60000008085'],
  vectors: [
    ['My Number: 1234 5678 9018', 'My Number: [REDACTED:national-id]'],
    ['マイナンバー:123456789018', 'マイナンバー:[REDACTED:national-id]'],
    ['{"myNumber":123456789018}', '{"myNumber":[REDACTED:national-id]}'],
  ],
  ignores: ['tracking 1234 5678 9018', '123456789018', 'my number 123456789017'],
  patterns: [
    String.raw`(?<keep>${anyCase('my.?number|individual.?number|マイナンバー|個人番号')}[^\d\n]{0,24})\d{4}[ -]?\d{4}[ -]?\d{4}\b`,
  ],
  remains: 'the check digit is not looked at, and one without its name before it stays',
};
