import { anyCase } from '../any-case.ts';
import { endsInCheckDigit } from '../checks/weighted.ts';
import type { NationalId, NationalIdFacts } from '../national-id.ts';

export const id: NationalId = {
  country: 'br',
  shapes: ['999.999.999-99', '999999999-99'],
  names: ['cpf'],
  isValid: (values) => endsInCheckDigit(values, 9, 11) && endsInCheckDigit(values, 10, 11),
};

export const facts: NationalIdFacts = {
  summary: 'a Brazilian CPF: eleven digits, two check digits by modulus 11; in groups, or near its name',
  sources: ['https://www.gov.br/receitafederal/pt-br/assuntos/meu-cpf'],
  vectors: [
    ['cliente 123.456.789-09', 'cliente [REDACTED:national-id]'],
    ['CPF do cliente: 12345678909', 'CPF do cliente: [REDACTED:national-id]'],
    ['{"userCpf":12345678909}', '{"userCpf":[REDACTED:national-id]}'],
    ['123456789-09', '[REDACTED:national-id]'],
  ],
  ignores: ['order 12345678909', '123.456.789-10', '123.456.789-091', '1.123.456.789-09'],
  patterns: [
    String.raw`(?<keep>^|[^\w.-])\d{3}\.?\d{3}\.?\d{3}-\d{2}\b`,
    String.raw`(?<keep>${anyCase('cpf')}[^\d\n]{0,24})\d{11}\b`,
  ],
  remains: 'the check digits are not looked at: other numbers of that form go too',
};
