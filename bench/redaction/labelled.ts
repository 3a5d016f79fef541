import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A part of a text that is personal or secret, from `start` up to `end` in UTF-16 units. */
interface Span {
  readonly entity: string;
  readonly start: number;
  readonly end: number;
}

export interface LabelledText {
  readonly text: string;
  readonly spans: readonly Span[];
}

/** The kinds of which the goal speaks, by their names in the data. */
export const ENTITIES = {
  CREDIT_CARD: 'card',
  EMAIL_ADDRESS: 'e-mail',
  PHONE_NUMBER: 'phone',
  IBAN_CODE: 'IBAN',
  US_SSN: 'SSN',
  IP_ADDRESS: 'IP',
} as const;

interface Entry {
  readonly full_text: string;
  readonly spans: readonly {
    readonly entity_type: string;
    readonly start_position: number;
    readonly end_position: number;
  }[];
}

const FILE = 'redaction/text.json';

/** Throws with one line that says what is missing. */
export const readTexts = (folder: string): readonly LabelledText[] => {
  const path = join(folder, FILE);
  let entries: readonly Entry[];
  try {
    entries = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(
      `${path}: cannot be read (${(error as Error).message}); --data takes a folder with ${FILE}`,
    );
  }
  return entries.map(({ full_text: text, spans }) => ({
    text,
    spans: spans.map(({ entity_type: entity, start_position: start, end_position: end }) => ({
      entity: ENTITIES[entity as keyof typeof ENTITIES] ?? entity,
      start,
      end,
    })),
  }));
};
