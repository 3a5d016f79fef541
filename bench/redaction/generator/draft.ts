import type { LabelledText } from '../labelled.ts';

export type Random = () => number;

/** What is to be found, with what it is. */
interface Plant {
  readonly entity: string;
  readonly value: string;
  /** It is found only where its name stands before it, so the text has to have it. */
  readonly name?: string;
}

/** Texts and plants in turn, as they follow each other. */
export type Part = string | Plant;

export const labelled = (parts: readonly Part[]): LabelledText => {
  let text = '';
  const spans: { entity: string; start: number; end: number }[] = [];
  for (const part of parts) {
    if (typeof part === 'string') text += part;
    else {
      spans.push({ entity: part.entity, start: text.length, end: text.length + part.value.length });
      text += part.value;
    }
  }
  return { text, spans };
};

/** Makes the parts of one text; `value` gives what stands at a place where an application puts a value. */
export type Shape = (random: Random, value: () => Field) => readonly Part[];

/** A value with the key that the application gives it. */
export interface Field {
  readonly key: string;
  readonly value: Part;
}
