import { record } from 'rrweb';
import type { WebRedactor } from '../options.ts';
import type { Running } from '../run.ts';
import { type Budget, createBudget, forgetBudget } from './budget.ts';
import { type Chunks, createChunks, type End } from './chunks.ts';
import { createMaskEvent } from './mask-event.ts';
import type { ReplayOptions } from './options.ts';
import { createRate } from './rate.ts';
import { EVENT_CHANGE, type RecordedEvent, SOURCE_MUTATION } from './recorded.ts';

const MAX_BYTES = 5_000_000;
const MAX_MILLIS = 3_600_000;
const MAX_CHANGES_PER_SECOND = 2_000;
const CHECKPOINT_MILLIS = 300_000;

/** A page of which one snapshot is longer, as text, is not recorded. */
const MOST_SNAPSHOT_LENGTH = 5_000_000;

/** A change that cannot be masked, as by a redaction that throws, is not recorded, and nothing is for so long. */
const FAULT_REST_MILLIS = 60_000;

/** How many things an event changes. */
const weightOf = (event: RecordedEvent): number => {
  if (event.type !== EVENT_CHANGE || event.data.source !== SOURCE_MUTATION) return 1;
  const { adds, removes, texts, attributes } = event.data;
  return [adds, removes, texts, attributes].reduce((sum, each) => sum + (each?.length ?? 0), 0);
};

/** Records the sessions of this page, each for itself, until the page stops watching. */
export const recordSessions = (
  web: Running,
  options: ReplayOptions,
  redactor: WebRedactor,
  /** The share of all sessions with ids below that of this one. */
  partOf: (id: string) => number,
): void => {
  const mask = createMaskEvent(options, web.options.redaction ?? redactor, (id) => record.mirror.getNode(id));
  const blockSelector = ['[data-replay-block]', ...(options.block ?? [])].join();
  document.querySelector(blockSelector);
  const rate = createRate(options.maxChangesPerSecond ?? MAX_CHANGES_PER_SECOND);
  const { maxBytes = MAX_BYTES, maxMillis = MAX_MILLIS } = options;
  const lost = web.delivery.dropped;

  let sessionId = '';
  let budget: Budget | undefined;
  let chunks: Chunks | undefined;
  let stopRecorder: (() => void) | undefined;
  let isOn = false;
  let rest: ReturnType<typeof setTimeout> | undefined;
  let missed = 0;

  const halt = (): void => {
    clearTimeout(rest);
    stopRecorder?.();
    stopRecorder = undefined;
    isOn = false;
  };
  const end = (why: End): void => {
    const ending = chunks;
    chunks = undefined;
    halt();
    ending?.end(why);
  };
  /** Never the page's trouble. */
  const quietly = (fn: () => void) => (): void => {
    try {
      fn();
    } catch {
      halt();
    }
  };
  // Not in the middle of what the recorder does.
  const soon = (fn: () => void): void => queueMicrotask(quietly(fn));

  /** What comes after a change that is not recorded would be a change of something else, so there is a snapshot first. */
  const pause = (millis: number): void => {
    isOn = false;
    soon(() => {
      halt();
      rest = setTimeout(quietly(go), millis);
    });
  };

  const add = (event: RecordedEvent): void => {
    if (!chunks || !budget || !isOn) return;
    const { timestamp } = event;
    const weight = weightOf(event);
    const restMillis = rate.restMillis(weight, timestamp);
    if (web.session.id() !== sessionId) soon(look);
    else if (timestamp - budget.start > maxMillis) soon(() => end('duration'));
    // Recording is the first thing to give way where not all can be sent.
    else if (web.delivery.dropped > lost) soon(() => end('delivery'));
    else if (restMillis) {
      missed += weight;
      pause(restMillis);
    } else {
      const json = JSON.stringify(mask(event));
      if (json?.length > MOST_SNAPSHOT_LENGTH) soon(() => end('snapshot'));
      else if (json) chunks.add(json, timestamp);
    }
  };

  const go = (): void => {
    isOn = true;
    stopRecorder = record({
      emit: (event) => {
        try {
          add(event as unknown as RecordedEvent);
        } catch {
          missed++;
          pause(FAULT_REST_MILLIS);
        }
      },
      blockSelector,
      // What it masks nobody can unmask. It is masked once more in any case.
      ...(options.unmask ? {} : { maskAllInputs: true, maskTextSelector: '*' }),
      slimDOMOptions: 'all',
      checkoutEveryNms: options.checkpointMillis ?? CHECKPOINT_MILLIS,
      recordAfter: 'DOMContentLoaded',
      sampling: { mousemove: 100, scroll: 200, media: 1_000, input: 'last' },
      errorHandler: () => true,
    });
  };

  /** Begins to record where this session has to be and is not yet. */
  const look = (): void => {
    const id = web.session.id();
    if (id === sessionId) return;
    end('session');
    sessionId = id;
    missed = 0;
    if (partOf(id) >= (web.options.sampleRate ?? 1) * (options.sampleRate ?? 1)) return;
    budget = createBudget(id, Date.now(), maxBytes);
    if (!budget.spend(0) || Date.now() - budget.start > maxMillis) return;
    chunks = createChunks({
      web,
      sessionId: id,
      missed: () => missed,
      spend: budget.spend,
      onSpent: () => soon(() => end('bytes')),
    });
    go();
  };

  const { flush } = web;
  const toFlush = web as { flush: Running['flush'] };
  toFlush.flush = async () => {
    await chunks?.flush(false);
    return flush();
  };
  const leave = (): void => {
    void chunks?.flush(true);
    void flush();
  };
  web.on('visibilitychange', () => (document.visibilityState === 'hidden' ? leave() : look()));
  web.on('pagehide', leave);
  web.on('click', look);
  web.onStop(() => {
    chunks?.drop();
    chunks = undefined;
    halt();
    forgetBudget();
    for (const each of document.querySelectorAll('[data-rr-is-password]'))
      each.removeAttribute('data-rr-is-password');
  });
  look();
};
