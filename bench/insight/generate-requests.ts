import type { Operation } from '../../src/core/insight/operation.ts';
import { createRandom, pick } from '../../test/core/random.ts';
import { RequestBuilder } from './request-builder.ts';
import { FAULTY, noise, SOUND } from './request-kinds.ts';

export interface MadeRequest {
  readonly kind: string;
  readonly hasNPlusOne: boolean;
  readonly operations: readonly Operation[];
}

/** Requests, the same for the same seed: half of them with an N+1, half with what looks like one. */
export const generateRequests = (count: number, seed: number): readonly MadeRequest[] => {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => {
    const hasNPlusOne = random() < 0.5;
    const kinds = Object.entries(hasNPlusOne ? FAULTY : SOUND);
    const [kind, make] = pick(kinds, random);
    const request = new RequestBuilder(random);
    if (kind !== 'nothing before') noise(request);
    make(request);
    noise(request);
    return { kind, hasNPlusOne, operations: request.operations };
  });
};

export interface Score {
  readonly precision: number;
  readonly recall: number;
  /** Kinds of requests that were judged wrongly, with how often. */
  readonly wrong: Readonly<Record<string, number>>;
}

export const scoreOf = (
  requests: readonly MadeRequest[],
  judge: (operations: readonly Operation[]) => boolean,
): Score => {
  const wrong: Record<string, number> = {};
  let [right, missed, mistaken] = [0, 0, 0];
  for (const { kind, hasNPlusOne, operations } of requests) {
    const found = judge(operations);
    if (found !== hasNPlusOne) wrong[kind] = (wrong[kind] ?? 0) + 1;
    if (found && hasNPlusOne) right++;
    else if (hasNPlusOne) missed++;
    else if (found) mistaken++;
  }
  return { precision: right / (right + mistaken), recall: right / (right + missed), wrong };
};
