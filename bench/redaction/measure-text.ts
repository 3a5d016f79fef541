import type { Candidate } from './candidates.ts';
import type { LabelledText } from './labelled.ts';
import { type Score, score } from './score.ts';

export interface Measured extends Score {
  readonly name: string;
  /** Median over the texts of the median over the rounds. */
  readonly micros: number;
}

const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
};

/**
 * Rounds of all candidates are interleaved, so that a slow moment of the machine meets all alike. Each round has a new
 * redactor, which first sees the texts to warm up: so its code is compiled, and it has seen none of the others.
 */
export const measureTexts = async (
  candidates: readonly Candidate[],
  texts: readonly LabelledText[],
  warmUp: readonly LabelledText[],
  entities: readonly string[],
  rounds: number,
): Promise<readonly Measured[]> => {
  const nanos = candidates.map(() => texts.map(() => [] as number[]));
  const results = candidates.map(() => [] as string[]);
  for (let round = 0; round < rounds; round++)
    for (const [c, { create, unmark }] of candidates.entries()) {
      const redact = create();
      for (const { text } of warmUp) await redact(text);
      for (const [i, { text }] of texts.entries()) {
        const start = process.hrtime.bigint();
        let result = redact(text);
        if (typeof result !== 'string') result = await result;
        const end = process.hrtime.bigint();
        nanos[c]?.[i]?.push(Number(end - start));
        if (round === 0) results[c]?.push(unmark(result));
      }
    }
  return candidates.map(({ name }, c) => ({
    name,
    micros: median((nanos[c] as number[][]).map(median)) / 1_000,
    ...score(texts, results[c] as string[], entities),
  }));
};
