import { findFaults } from '../../src/core/insight/find-faults.ts';
import type { Operation } from '../../src/core/insight/operation.ts';
import { createRandom, pick } from '../../test/core/random.ts';
import { CALL_KINDS } from './call-kinds.ts';
import { QUERY_KINDS } from './query-kinds.ts';
import { RequestBuilder } from './request-builder.ts';
import { FAULTY, type Kind, noise, SOUND } from './request-kinds.ts';

interface Kinds {
  readonly faulty: Readonly<Record<string, Kind>>;
  readonly sound: Readonly<Record<string, Kind>>;
}

/** Of each fault the requests that have it, and those that look like it. */
const KINDS = { n_plus_one: { faulty: FAULTY, sound: SOUND }, ...QUERY_KINDS, ...CALL_KINDS } as const;

export type MadeFault = keyof typeof KINDS;
export const MADE_FAULTS = Object.keys(KINDS) as readonly MadeFault[];

interface MadeRequest {
  readonly kind: string;
  readonly fault: MadeFault;
  readonly hasFault: boolean;
  readonly operations: readonly Operation[];
}

/** Requests, the same for the same seed: half of them with the fault, half with what looks like it. */
export const generateRequests = (count: number, seed: number, fault: MadeFault): readonly MadeRequest[] => {
  const random = createRandom(seed);
  const { faulty, sound }: Kinds = KINDS[fault];
  return Array.from({ length: count }, () => {
    const hasFault = random() < 0.5;
    const [kind, make] = pick(Object.entries(hasFault ? faulty : sound), random);
    const request = new RequestBuilder(random);
    if (!kind.startsWith('nothing before')) noise(request);
    make(request);
    noise(request);
    return { kind, fault, hasFault, operations: request.operations };
  });
};

interface Score {
  readonly precision: number;
  readonly recall: number;
  /** Kinds of requests that were judged wrongly, with how often. */
  readonly wrong: Readonly<Record<string, number>>;
}

/** How well the fault of these requests is told from what looks like it. */
export const scoreOf = (requests: readonly MadeRequest[]): Score => {
  const wrong: Record<string, number> = {};
  let [right, missed, mistaken] = [0, 0, 0];
  for (const { kind, fault, hasFault, operations } of requests) {
    const found = findFaults(operations).some((finding) => finding.kind === fault);
    if (found !== hasFault) wrong[kind] = (wrong[kind] ?? 0) + 1;
    if (found && hasFault) right++;
    else if (hasFault) missed++;
    else if (found) mistaken++;
  }
  return { precision: right / (right + mistaken), recall: right / (right + missed), wrong };
};
