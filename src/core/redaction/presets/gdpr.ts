import {
  BIRTH,
  CONTACTS,
  NO_PERSON_IDS,
  PERSON_IDS,
  PERSON_NAMES,
  PLACES,
  POSTAL_CODES,
  USER_AGENTS,
} from '../personal-keys.ts';
import type { PresetFacts, RedactionPreset } from '../preset.ts';

export const preset: RedactionPreset = {
  id: 'gdpr',
  rules: { email: 'hash', phone: 'hash' },
  keys: {
    allow: NO_PERSON_IDS,
    hash: [...PERSON_IDS, 'user.email', 'email'],
    deny: [...PERSON_NAMES, ...CONTACTS, ...BIRTH, ...PLACES, ...USER_AGENTS],
    truncate: POSTAL_CODES,
  },
};

export const facts: PresetFacts = {
  summary: 'pseudonyms in place of what identifies a person, so that people can be counted and not known',
  adds: 'identifiers of people, e-mail addresses and phone numbers become keyed hashes; private addresses, places and user agents are masked, postal codes cut',
  sources: [
    'https://eur-lex.europa.eu/eli/reg/2016/679/oj (articles 4(1), 4(5), 25, 32(1)(a), recitals 26, 28 and 30)',
    'https://ec.europa.eu/justice/article-29/documentation/opinion-recommendation/files/2014/wp216_en.pdf (Article 29 Working Party, opinion 05/2014, 4: pseudonymisation with a keyed hash)',
  ],
};
