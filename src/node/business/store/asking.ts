import { context, diag } from '@opentelemetry/api';
import { suppressTracing } from '@opentelemetry/core';
import { reasonOf } from '../../diagnostics.ts';

/** A client that waits for its server may wait for ever. */
const TIMEOUT_MILLIS = 5_000;
/** So long nobody asks a store that is away. */
const REST_MILLIS = 2_000;
/** Questions that wait for an answer. More, and the store is too slow to be asked. */
const MAX_WAITING = 1_000;
/** One line in this time, however often it comes and goes. */
const QUIET_MILLIS = 600_000;

/** The answer, or that there is none. */
export type Answer<T> = { readonly value: T } | 'away';

export interface Asking {
  /** Never rejects. */
  ask<T>(question: () => Promise<T>): Promise<Answer<T>>;
}

/** Asks a store that may be away: nobody waits for it for long, and it is said once. */
export const createAsking = (name: string): Asking => {
  const waiting = new Set<Promise<unknown>>();
  let restsUntil = 0;
  let saidAt = Number.NEGATIVE_INFINITY;

  const away = (error: unknown): 'away' => {
    const now = performance.now();
    restsUntil = now + REST_MILLIS;
    if (now - saidAt > QUIET_MILLIS) {
      saidAt = now;
      diag.warn(
        `${name} keeps no business transactions now (${reasonOf(error)}); those that begin meanwhile are watched by this process alone`,
      );
    }
    return 'away';
  };
  const within = async <T>(question: () => Promise<T>): Promise<Answer<T>> => {
    let timer: NodeJS.Timeout | undefined;
    try {
      const timeout = new Promise<never>((_, reject) => {
        timer = setTimeout(
          () => reject(new Error(`no answer in ${TIMEOUT_MILLIS / 1_000} s`)),
          TIMEOUT_MILLIS,
        ).unref();
      });
      const asked = context.with(suppressTracing(context.active()), question);
      return { value: await Promise.race([asked, timeout]) };
    } catch (error) {
      return away(error);
    } finally {
      clearTimeout(timer);
    }
  };
  return {
    ask: (question) => {
      if (performance.now() < restsUntil) return Promise.resolve('away');
      if (waiting.size >= MAX_WAITING)
        return Promise.resolve(away(new Error(`${MAX_WAITING} questions wait for an answer`)));
      const answer = within(question);
      waiting.add(answer);
      void answer.then(() => waiting.delete(answer));
      return answer;
    },
  };
};
