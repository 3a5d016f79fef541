import { writeSync } from 'node:fs';
import { Session } from 'node:inspector';
import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import type { LoadChunk } from '../load-chunk.ts';
import {
  BEAT,
  type Blockage,
  IS_DEBUGGED,
  stackOfFrames,
  type WatchData,
  WHEREABOUTS,
  type Whereabouts,
} from './blockage.ts';
import type { BlockageReporter } from './report-blocked.ts';
import { BLOCKED_OFFSET, encodeBlocked, encodeMemory, MEMORY_OFFSET } from './state-file.ts';

// Runs in a thread of its own, and watches whether the main thread's event loop turns. A bundle of its own too: what
// tells of a blockage is loaded only where one does not end.

const { shared, thresholdMillis, beatMillis, tellAfterMillis, stateFile, chunksFile, reporter } =
  workerData as WatchData;

const places = new BigInt64Array(shared);
const nowMillis = (): number => Number(process.hrtime.bigint() / 1_000n) / 1_000;
const beatOf = (): number => Number(Atomics.load(places, BEAT) / 1_000n) / 1_000;

/** While a blockage lasts it is written and told so often. */
const SIGN_MILLIS = 5_000;

/** The main thread is held for no longer. */
const MOST_PAUSE_MILLIS = 200;

interface Episode {
  /** The last beat before it, which tells it from others. */
  readonly beat: number;
  readonly sinceMillis: number;
  stack: string | undefined;
  where: Whereabouts;
  toldAtMillis: number | undefined;
  writtenAtMillis: number;
}

let episode: Episode | undefined;

/** An expression, because the main thread is asked in the middle of whatever it does. */
const ASK = `globalThis[Symbol.for(${JSON.stringify(WHEREABOUTS)})]?.()`;

/** https://chromedevtools.github.io/devtools-protocol/tot/Runtime/#type-RemoteObject */
const whereaboutsOf = (result: { value?: unknown } | undefined): Whereabouts => {
  try {
    return typeof result?.value === 'string' ? (JSON.parse(result.value) as Whereabouts) : {};
  } catch {
    return {};
  }
};

/** Stops the main thread for about a millisecond, as a debugger does, to see where it is. */
const look = (at: Episode): void => {
  const session = new Session();
  let isDone = false;
  const leave = (): void => {
    if (isDone) return;
    isDone = true;
    // Lets it run on, whatever state it is in.
    session.disconnect();
  };
  try {
    session.connectToMainThread();
    const urls = new Map<string, string>();
    session.on('Debugger.scriptParsed', ({ params: { scriptId, url } }) => urls.set(scriptId, url));
    session.on('Debugger.paused', ({ params: { callFrames } }) => {
      at.stack = stackOfFrames(callFrames, urls);
      // Inside of Node other things have the names of globals, or none.
      const isOfNode = ({ location }: (typeof callFrames)[number]): boolean =>
        urls.get(location.scriptId)?.startsWith('node:') ?? false;
      const frame = callFrames.find((each) => !isOfNode(each)) ?? callFrames[0];
      if (!frame || episode !== at) {
        leave();
        return;
      }
      // It runs on, whether it answers or not.
      setTimeout(leave, MOST_PAUSE_MILLIS);
      session.post(
        'Debugger.evaluateOnCallFrame',
        { callFrameId: frame.callFrameId, expression: ASK, returnByValue: true, silent: true },
        (_, answer) => {
          at.where = whereaboutsOf(answer?.result);
          leave();
          write(at);
        },
      );
    });
    session.post('Debugger.enable');
    session.post('Debugger.pause');
    // Native code does not stop for it; what comes after it is another matter.
    const timer = setInterval(() => {
      if (!isDone && episode === at) return;
      clearInterval(timer);
      leave();
    }, beatMillis);
  } catch {
    // No inspector in this Node: then there is no stack.
    leave();
  }
};

const blockageOf = (at: Episode, durationMillis: number): Blockage => ({
  sinceMillis: at.sinceMillis,
  durationMillis,
  stack: at.stack,
  isTold: at.toldAtMillis !== undefined,
  ...at.where,
});

/** For the next start, should this process be ended because of it. */
const write = ({ sinceMillis, stack, where: { route, method } }: Episode): void => {
  if (stateFile === undefined) return;
  try {
    const block = encodeBlocked({
      sinceMillis,
      seenMillis: Date.now(),
      ...(stack !== undefined && { stack }),
      ...(route !== undefined && { route }),
      ...(method !== undefined && { method }),
    });
    writeSync(stateFile, block, 0, undefined, BLOCKED_OFFSET);
  } catch {
    // A full disk, or none: the blockage is told all the same.
  }
};

/** Less is no news. */
const LEAST_GROWTH_BYTES = 4_194_304;
let wroteRss = 0;

/** For the next start: a loop that fills the heap lets nobody look at it, but the process grows. */
const writeMemory = (): void => {
  if (stateFile === undefined) return;
  try {
    const rss = process.memoryUsage.rss();
    if (Math.abs(rss - wroteRss) < LEAST_GROWTH_BYTES) return;
    writeSync(stateFile, encodeMemory({ seenMillis: Date.now(), rss }), 0, undefined, MEMORY_OFFSET);
    wroteRss = rss;
  } catch {
    // As above.
  }
};

let teller: BlockageReporter | undefined;
const tell = (blockage: Blockage): void => {
  try {
    if (!teller) {
      const load = createRequire(chunksFile) as LoadChunk;
      const { createBlockageReporter } =
        load<typeof import('./report-blocked.ts')>('./crash/report-blocked.js');
      teller = createBlockageReporter(reporter, load);
    }
    teller.tell(blockage);
  } catch {
    // Nobody can be told, and nothing is to be done.
  }
};

const end = (at: Episode, lateMillis: number): void => {
  episode = undefined;
  if (stateFile !== undefined) {
    try {
      writeSync(stateFile, encodeBlocked(undefined), 0, undefined, BLOCKED_OFFSET);
    } catch {
      // As above.
    }
  }
  if (at.toldAtMillis !== undefined) teller?.over();
  parentPort?.postMessage(blockageOf(at, lateMillis));
};

/** A machine that slept, or had no time for this thread either, says nothing about the main thread. */
let validSince = nowMillis();
let lastTick = validSince;
let restMillis = beatMillis;

/** The main thread turns where its last beat is no older; until then there is nothing to look at. */
const turnsMillis = Math.min(3 * beatMillis, beatMillis + thresholdMillis);

const judge = (): void => {
  const now = nowMillis();
  const stopped = now - lastTick - restMillis;
  lastTick = now;
  if (stopped > Math.max(beatMillis, thresholdMillis / 2)) validSince = now;
  const beat = beatOf();
  if (beat !== 0 && now - beat > 2 * beatMillis) writeMemory();
  if (episode && episode.beat !== beat) {
    // The first beat after it; this thread looks so often that it is hardly older than that.
    end(episode, beat - episode.beat - beatMillis);
    return;
  }
  const late = now - Math.max(beat + beatMillis, validSince);
  if (beat === 0 || late < thresholdMillis || Atomics.load(places, IS_DEBUGGED) !== 0n) return;
  if (!episode) {
    episode = {
      beat,
      sinceMillis: Date.now() - late,
      stack: undefined,
      where: {},
      toldAtMillis: undefined,
      writtenAtMillis: now,
    };
    write(episode);
    look(episode);
    return;
  }
  if (now - episode.writtenAtMillis >= SIGN_MILLIS) {
    episode.writtenAtMillis = now;
    write(episode);
  }
  const { toldAtMillis } = episode;
  if (late < tellAfterMillis || (toldAtMillis !== undefined && now - toldAtMillis < SIGN_MILLIS)) return;
  tell(blockageOf(episode, late));
  episode.toldAtMillis = now;
};

/** Each time that it wakes up it takes a processor from somebody who is busy. */
const tick = (): void => {
  judge();
  const turnsUntil = beatOf() + turnsMillis;
  restMillis = Math.ceil(episode ? beatMillis : Math.max(beatMillis, turnsUntil - nowMillis()));
  setTimeout(tick, restMillis);
};

setTimeout(tick, restMillis);
