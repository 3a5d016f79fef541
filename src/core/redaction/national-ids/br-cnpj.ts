import { anyCase } from '../any-case.ts';
import { endsInCheckDigit } from '../checks/weighted.ts';
import type { NationalId, NationalIdFacts } from '../national-id.ts';

export const id: NationalId = {
  country: 'br',
  shapes: ['xx.xxx.xxx/xxxx-99'],
  names: ['cnpj'],
  isValid: (values) => endsInCheckDigit(values, 12, 9) && endsInCheckDigit(values, 13, 9),
};

export const facts: NationalIdFacts = {
  summary:
    'a Brazilian CNPJ, with letters or without: two check digits by modulus 11; in groups, or near its name',
  sources: [
    'https://www.gov.br/receitafederal/pt-br/acesso-a-informacao/acoes-e-programas/programas-e-atividades/cnpj-alfanumerico',
  ],
  vectors: [
    ['empresa 11.222.333/0001-81', 'empresa [REDACTED:national-id]'],
    ['12.ABC.345/01DE-35', '[REDACTED:national-id]'],
    ['cnpj=11222333000181', 'cnpj=[REDACTED:national-id]'],
  ],
  ignores: ['order 11222333000181', '11.222.333/0001-82', 'a/b/c', '20240501/0001-95'],
  patterns: [
    String.raw`(?<keep>^|[^\w.-])[\dA-Z]{2}\.[\dA-Z]{3}\.[\dA-Z]{3}/[\dA-Z]{4}-\d{2}\b`,
    String.raw`(?<keep>${anyCase('cnpj')}[^\d\n]{0,24})\d{14}\b`,
  ],
  remains: 'the check digits are not looked at: other numbers of that form go too',
};
