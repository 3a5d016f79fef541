import { createFrames, type Frame, heapProfileOf, type Profile, type Sample } from './profile.ts';
import { NotAProfile } from './protobuf-reader.ts';

/** https://chromedevtools.github.io/devtools-protocol/v8/Runtime/#type-CallFrame; lines and columns are from 0. */
interface CallFrame {
  readonly functionName: string;
  readonly url: string;
  readonly lineNumber: number;
  readonly columnNumber: number;
}

/** https://chromedevtools.github.io/devtools-protocol/v8/Profiler/#type-Profile, what a `.cpuprofile` file has */
export interface V8CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: CallFrame;
    readonly children?: readonly number[];
  }[];
  /** Microseconds of a clock that begins anywhere. */
  readonly startTime: number;
  readonly endTime: number;
  readonly samples?: readonly number[];
  readonly timeDeltas?: readonly number[];
}

/** https://chromedevtools.github.io/devtools-protocol/v8/HeapProfiler/#type-SamplingHeapProfileNode */
interface V8HeapNode {
  readonly id: number;
  readonly callFrame: CallFrame;
  readonly selfSize: number;
  readonly children: readonly V8HeapNode[];
}

/** What a `.heapprofile` file has. */
export interface V8HeapProfile {
  readonly head: V8HeapNode;
  readonly samples?: readonly { readonly nodeId: number }[];
}

const ROOT = '(root)';
/** Of all stacks together; V8's own have at most 255 functions each. */
const MAX_FRAMES = 10_000_000;

/** Made files can have stacks without end, each with one more function than the one before. */
const createLimit = (): ((stack: readonly Frame[]) => readonly Frame[]) => {
  let left = MAX_FRAMES;
  return (stack) => {
    left -= stack.length;
    if (left < 0) throw new NotAProfile(`more than ${MAX_FRAMES} functions in its stacks`);
    return stack;
  };
};

/** The thread waits: no CPU is used, and a profile of CPU has no sample of it. */
const IDLE = '(idle)';

const frameMaker = (): ((frame: CallFrame) => Frame) => {
  const frameOf = createFrames();
  return ({ functionName, url, lineNumber, columnNumber }) =>
    frameOf(functionName || '(anonymous)', url, lineNumber + 1, columnNumber + 1);
};

const NANOS_PER_MICRO = 1_000;
/** A machine that slept is no work. */
const MAX_DELTA_MICROS = 1_000_000;

/**
 * A profile of the CPU as the inspector takes it.
 *
 * @param intervalMicros between two samples
 * @param timeMillis when it began, since 1970
 */
export const fromCpuProfile = (
  { nodes, samples = [], timeDeltas = [], startTime, endTime }: V8CpuProfile,
  intervalMicros: number,
  timeMillis: number,
): Profile => {
  const frameOf = frameMaker();
  const limited = createLimit();
  const parents = new Map<number, number>();
  for (const { id, children = [] } of nodes) for (const child of children) parents.set(child, id);
  const byId = new Map(nodes.map((node) => [node.id, node.callFrame]));
  const counts = new Map<number, { count: number; micros: number }>();
  samples.forEach((id, index) => {
    const frame = byId.get(id);
    if (!frame) throw new NotAProfile(`a node that it refers to (${id}) is not in it`);
    if (frame.functionName === IDLE || frame.functionName === ROOT) return;
    const total = counts.get(id) ?? { count: 0, micros: 0 };
    total.count++;
    // A sample stands for the time to the next one, which is late where the machine is busy.
    total.micros += Math.min(Math.max(timeDeltas[index + 1] ?? intervalMicros, 0), MAX_DELTA_MICROS);
    counts.set(id, total);
  });
  const stackOf = (leaf: number): readonly Frame[] => {
    const stack: Frame[] = [];
    for (let id: number | undefined = leaf; id !== undefined; id = parents.get(id)) {
      const frame = byId.get(id) as CallFrame;
      if (frame.functionName !== ROOT) stack.push(frameOf(frame));
      if (stack.length > nodes.length) throw new NotAProfile('its nodes are no tree');
    }
    return limited(stack);
  };
  return {
    types: [
      { type: 'samples', unit: 'count' },
      { type: 'cpu', unit: 'nanoseconds' },
    ],
    samples: [...counts].map(
      ([id, { count, micros }]): Sample => ({
        stack: stackOf(id),
        values: [count, Math.round(micros * NANOS_PER_MICRO)],
        labels: {},
      }),
    ),
    periodType: { type: 'cpu', unit: 'nanoseconds' },
    period: intervalMicros * NANOS_PER_MICRO,
    timeMillis,
    durationMillis: (endTime - startTime) / 1_000,
  };
};

/** What is alive, by the place that allocated it, as the inspector's sampling heap profiler tells it. */
export const fromHeapProfile = (
  { head, samples = [] }: V8HeapProfile,
  intervalBytes: number,
  timeMillis: number,
): Profile => {
  const frameOf = frameMaker();
  const limited = createLimit();
  const objects = new Map<number, number>();
  for (const { nodeId } of samples) objects.set(nodeId, (objects.get(nodeId) ?? 0) + 1);
  const found: Sample[] = [];
  const walk: { readonly node: V8HeapNode; readonly stack: readonly Frame[] }[] = [{ node: head, stack: [] }];
  for (let next = walk.pop(); next; next = walk.pop()) {
    const { node, stack } = next;
    const own = limited(node.callFrame.functionName === ROOT ? stack : [frameOf(node.callFrame), ...stack]);
    if (node.selfSize > 0 && own.length > 0)
      found.push({ stack: own, values: [objects.get(node.id) ?? 0, node.selfSize], labels: {} });
    for (const child of node.children) walk.push({ node: child, stack: own });
  }
  return heapProfileOf(found, intervalBytes, timeMillis);
};
