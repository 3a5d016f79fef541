import { createFrames, type Frame, heapProfileOf, type Profile, type Sample } from './profile.ts';

/** A function in V8's own profile of allocations, as `@datadog/pprof` hands it on; lines and columns are from 1. */
export interface AllocationNode {
  readonly name: string;
  readonly scriptName: string;
  readonly lineNumber: number;
  readonly columnNumber: number;
  /** Of living objects; V8 has scaled the count up to what the samples stand for. */
  readonly allocations: readonly { readonly sizeBytes: number; readonly count: number }[];
  readonly children: readonly AllocationNode[];
}

const ROOT = '(root)';

/**
 * What is alive, by the place that allocated it.
 *
 * @param intervalBytes one allocation of so many bytes is sampled, on average
 * @param timeMillis when that began, since 1970
 */
export const fromAllocations = (root: AllocationNode, intervalBytes: number, timeMillis: number): Profile => {
  const frameOf = createFrames();
  /** How many were sampled: an object of this size is with this probability. */
  const samplesOf = ({ sizeBytes, count }: AllocationNode['allocations'][number]): number =>
    Math.max(1, Math.round(count * (1 - Math.exp(-sizeBytes / intervalBytes))));
  const found: Sample[] = [];
  const walk: { readonly node: AllocationNode; readonly stack: readonly Frame[] }[] = [
    { node: root, stack: [] },
  ];
  for (let next = walk.pop(); next; next = walk.pop()) {
    const { node, stack } = next;
    const { name, scriptName, lineNumber, columnNumber, allocations, children } = node;
    const own =
      name === ROOT
        ? stack
        : [
            frameOf(name || '(anonymous)', scriptName, Math.max(lineNumber, 0), Math.max(columnNumber, 0)),
            ...stack,
          ];
    const bytes = allocations.reduce((sum, { sizeBytes, count }) => sum + sizeBytes * count, 0);
    if (bytes > 0 && own.length > 0)
      found.push({
        stack: own,
        values: [allocations.reduce((sum, each) => sum + samplesOf(each), 0), bytes],
        labels: {},
      });
    for (const child of children) walk.push({ node: child, stack: own });
  }
  return heapProfileOf(found, intervalBytes, timeMillis);
};
