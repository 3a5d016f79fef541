import { setTimeout as delay } from 'node:timers/promises';
import type { Candidate } from './candidates.ts';
import { sendRequests } from './load.ts';
import { startService } from './service.ts';
import type { Sink } from './sink.ts';

export interface Measured {
  readonly cpuMicrosPerRequest: number;
  /** Median under load. */
  readonly rssBytes: number;
  readonly spansPerRequest: number;
}

const READING_INTERVAL_MILLIS = 200;

/**
 * The same load for all, below what the slowest can answer: a service that is always busy is woken less often, and
 * its requests get cheaper for that reason alone.
 */
export const REQUESTS_PER_SECOND = 4_000;

/**
 * As fast as they are answered, so that what is measured then was compiled already, also where only every tenth
 * request is recorded: what Node spends on compiling counts as the service's, and would be most of it.
 */
export const WARM_UP_REQUESTS = 150_000;

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/** Fails where a candidate does not do what it is measured for. */
const check = ({ name, spans }: Candidate, sink: Sink, spansPerRequest: number): void => {
  if (!spans) return;
  const [least, most] = spans;
  if (!(spansPerRequest >= least && spansPerRequest <= most))
    throw new Error(`${name} sent ${spansPerRequest} spans a request, not ${least} to ${most}`);
  if (!sink.sawRoute()) throw new Error(`${name} did not name a span by its route`);
};

/** One start, warmed up and then under a constant load. */
export const measure = async (candidate: Candidate, sink: Sink, requests: number): Promise<Measured> => {
  const service = await startService(candidate);
  try {
    await sendRequests({ port: service.port, requests: WARM_UP_REQUESTS });
    sink.reset();
    const rss: number[] = [];
    const before = await service.read();
    const load = sendRequests({ port: service.port, requests, perSecond: REQUESTS_PER_SECOND });
    for (let running = true; running; ) {
      running = await Promise.race([load.then(() => false), delay(READING_INTERVAL_MILLIS, true)]);
      if (running) rss.push((await service.read()).rssBytes);
    }
    const after = await service.read();
    rss.push(after.rssBytes);
    const spansPerRequest = sink.spans() / requests;
    check(candidate, sink, spansPerRequest);
    return {
      cpuMicrosPerRequest: (after.cpuMicros - before.cpuMicros) / requests,
      rssBytes: median(rss),
      spansPerRequest,
    };
  } finally {
    await service.stop();
  }
};
