import {
  getEnvironmentData,
  isMainThread,
  setEnvironmentData,
  threadId,
  type Worker,
} from 'node:worker_threads';

// Where the main thread ends, its worker threads end without a word. So it asks them first to send what they have,
// through memory that all of them share; a message could not be read while a thread waits.

const KEY = 'binnacle.threads';

/** Places in the shared memory: whether threads are to send, how often one of them changed, then the threads. */
const IS_ENDING = 0;
const CHANGES = 1;
const FIRST_THREAD = 2;

/** Threads that have a place of their own; the numbers of threads only grow, so later ones share places. */
const THREADS = 1_022;

/** What is known of a thread, in its place. */
const GONE = 0;
const LIVE = 1;

/** Of ES2024, which every Node that runs this has: https://tc39.es/ecma262/#sec-atomics.waitasync */
interface WaitAsync {
  waitAsync(memory: Int32Array, index: number, value: number): { readonly value: unknown };
}

const shareMemory = (): Int32Array | undefined => {
  if (isMainThread) {
    const memory = new SharedArrayBuffer((FIRST_THREAD + THREADS) * Int32Array.BYTES_PER_ELEMENT);
    setEnvironmentData(KEY, memory);
    return new Int32Array(memory);
  }
  const memory = getEnvironmentData(KEY);
  return memory instanceof SharedArrayBuffer ? new Int32Array(memory) : undefined;
};

const say = (memory: Int32Array, thread: number, state: number): void => {
  Atomics.store(memory, FIRST_THREAD + (thread % THREADS), state);
  Atomics.add(memory, CHANGES, 1);
  Atomics.notify(memory, CHANGES);
};

/** Of the main thread. */
export interface Threads {
  /** Asks the others to send what they have. */
  ask(): void;
  /** Waits until they have done so, or the time is over. */
  wait(millis: number): void;
  /** Of any thread, when it ends. */
  leave(): void;
}

/**
 * Makes this thread known to the others.
 *
 * @param send sends what this thread has, in the normal way
 */
export const joinThreads = (send: () => Promise<void>): Threads => {
  const memory = shareMemory();
  if (!memory) return { ask: () => {}, wait: () => {}, leave: () => {} };
  // A thread that is terminated cannot say so itself.
  process.on('worker', (worker: Worker) => {
    const { threadId: thread } = worker;
    worker.once('exit', () => say(memory, thread, GONE));
  });
  if (!isMainThread) {
    say(memory, threadId, LIVE);
    // Does not keep the thread.
    const { value } = (Atomics as unknown as WaitAsync).waitAsync(memory, IS_ENDING, 0);
    void Promise.resolve(value)
      .then(send)
      .finally(() => say(memory, threadId, GONE));
  }
  const areGone = (): boolean => memory.indexOf(LIVE, FIRST_THREAD) < 0;
  return {
    ask: () => {
      if (!isMainThread) return;
      Atomics.store(memory, IS_ENDING, 1);
      Atomics.notify(memory, IS_ENDING);
    },
    wait: (millis) => {
      const deadline = performance.now() + millis;
      while (isMainThread) {
        const changes = Atomics.load(memory, CHANGES);
        const leftMillis = deadline - performance.now();
        if (areGone() || leftMillis <= 0) return;
        Atomics.wait(memory, CHANGES, changes, leftMillis);
      }
    },
    leave: () => say(memory, threadId, GONE),
  };
};
