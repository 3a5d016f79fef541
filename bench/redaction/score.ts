import { keptUnits, readableIn, tokensOf } from './kept.ts';
import type { LabelledText } from './labelled.ts';

export interface Share {
  readonly found: number;
  readonly of: number;
}

export interface Score {
  /** By entity, and all together. */
  readonly recall: Readonly<Record<string, Share>>;
  readonly all: Share;
  /** Harmless tokens that were changed, of each thousand. */
  readonly lostPerThousand: number;
  readonly harmlessTokens: number;
  /** Texts without a labelled span of the entities that were changed. */
  readonly cleanChanged: number;
  readonly cleanTexts: number;
  /** What was missed and lost, to look at. */
  readonly missed: readonly string[];
  readonly lost: readonly string[];
}

/** Holds results, with `GONE` for what was taken out, against the labels of these entities. */
export const score = (
  texts: readonly LabelledText[],
  results: readonly string[],
  entities: readonly string[],
): Score => {
  const recall: Record<string, { found: number; of: number }> = Object.fromEntries(
    entities.map((entity) => [entity, { found: 0, of: 0 }]),
  );
  const all = { found: 0, of: 0 };
  const missed: string[] = [];
  const lost: string[] = [];
  let harmlessTokens = 0;
  let cleanTexts = 0;
  let cleanChanged = 0;
  for (const [i, { text, spans }] of texts.entries()) {
    const result = results[i] as string;
    const kept = keptUnits(text, result);
    for (const { entity, start, end } of spans) {
      const share = recall[entity];
      if (!share) continue;
      share.of++;
      all.of++;
      if (readableIn(text, kept, start, end).some) missed.push(`${entity}: ${text.slice(start, end)}`);
      else {
        share.found++;
        all.found++;
      }
    }
    for (const { start, end } of tokensOf(text)) {
      if (spans.some((span) => span.start < end && span.end > start)) continue;
      harmlessTokens++;
      if (!readableIn(text, kept, start, end).all) lost.push(text.slice(start, end));
    }
    if (spans.some(({ entity }) => entity in recall)) continue;
    cleanTexts++;
    if (result !== text) cleanChanged++;
  }
  const lostPerThousand = (lost.length * 1_000) / harmlessTokens;
  return { recall, all, lostPerThousand, harmlessTokens, cleanChanged, cleanTexts, missed, lost };
};

export const shareOf = ({ found, of }: Share): number => (of === 0 ? Number.NaN : found / of);
