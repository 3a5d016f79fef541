import type { Share } from './sampler-choice.ts';

/** What Jaeger answers about one service. */
export interface JaegerStrategy {
  /** For what has no strategy of its own. */
  readonly rest: Share;
  /** By the name of the span. */
  readonly operations: ReadonlyMap<string, Share>;
  /** Traces of each operation that are kept whatever its share, for each second. */
  readonly atLeastPerSecond: number;
}

/** An answer that names more operations is cut, because each may need a state of its own. */
const MAX_OPERATIONS = 2_000;

type Json = Readonly<Record<string, unknown>>;

const objectOf = (value: unknown): Json | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;

const numberOf = (value: unknown, max: number): number | undefined =>
  typeof value === 'number' && value >= 0 && value <= max ? value : undefined;

const ratioOf = (holder: unknown): Share | undefined => {
  const ratio = numberOf(objectOf(holder)?.samplingRate, 1);
  return ratio === undefined ? undefined : { kind: 'ratio', ratio };
};

const rateOf = (holder: unknown): Share | undefined => {
  const perSecond = numberOf(objectOf(holder)?.maxTracesPerSecond, Number.MAX_SAFE_INTEGER);
  if (perSecond === undefined) return undefined;
  return perSecond === 0 ? { kind: 'ratio', ratio: 0 } : { kind: 'rate', perSecond };
};

const operationsOf = (list: unknown): ReadonlyMap<string, Share> => {
  const operations = new Map<string, Share>();
  if (!Array.isArray(list)) return operations;
  for (const each of list.slice(0, MAX_OPERATIONS)) {
    const { operation, probabilisticSampling } = objectOf(each) ?? {};
    const share = ratioOf(probabilisticSampling);
    if (typeof operation === 'string' && share) operations.set(operation, share);
  }
  return operations;
};

/**
 * Reads an answer of the remote sampling API; undefined where it is none.
 * https://github.com/jaegertracing/jaeger-idl/blob/main/proto/api_v2/sampling.proto
 */
export const parseJaegerStrategy = (answer: unknown): JaegerStrategy | undefined => {
  const { operationSampling, probabilisticSampling, rateLimitingSampling } = objectOf(answer) ?? {};
  const perOperation = objectOf(operationSampling);
  if (perOperation) {
    const ratio = numberOf(perOperation.defaultSamplingProbability, 1);
    if (ratio === undefined) return undefined;
    return {
      rest: { kind: 'ratio', ratio },
      operations: operationsOf(perOperation.perOperationStrategies),
      atLeastPerSecond: numberOf(perOperation.defaultLowerBoundTracesPerSecond, Number.MAX_SAFE_INTEGER) ?? 0,
    };
  }
  const rest = rateOf(rateLimitingSampling) ?? ratioOf(probabilisticSampling);
  return rest && { rest, operations: new Map(), atLeastPerSecond: 0 };
};
