import { diag } from '@opentelemetry/api';
import { otlpTargetOf } from '../exporters/otlp-target.ts';
import { SIGNALS } from '../exporters/serializers.ts';
import { reportUndelivered } from '../exporters/undelivered.ts';
import { rememberLoss } from '../losses.ts';
import { keepPayloads, takeUnsentPayloads, type UnsentPayload } from '../unsent-payloads.ts';
import { type Crash, endOpenSpans } from './open-spans.ts';
import { sendNow, type Undelivered } from './send-now.ts';
import { releaseSpans, type UnsentSource, unsentSources } from './unsent.ts';

export interface LastWords {
  /** Until when the process may be held, on the clock of `performance.now`. */
  readonly deadline: number;
  /** What ends the process before its time; undefined at a natural end, where nothing is cut off. */
  readonly cutOffBy: string | undefined;
  readonly crash: Crash | undefined;
  readonly withMetrics: boolean;
  /** Everything was exported in the normal way a moment ago. */
  readonly isFlushed: boolean;
}

const encode = (source: UnsentSource, isFlushed: boolean): readonly UnsentPayload[] => {
  const { signal, lane, settings, write } = source;
  const payloads = source.take(isFlushed);
  if (write) {
    for (const payload of payloads) write(payload);
    return [];
  }
  if (payloads.length === 0) return [];
  const target = otlpTargetOf(signal, settings);
  const { protobuf, json, counts, grpcMethod } = SIGNALS[signal];
  const encoding = target.protocol === 'http/json' ? 'json' : 'protobuf';
  const serializer = encoding === 'json' ? json : protobuf;
  return payloads.flatMap((payload) => {
    const body = serializer.serializeRequest(payload as never);
    const items = counts.countItems(payload as never);
    return body ? [{ target, grpcMethod, signal, lane, encoding, items, body }] : [];
  });
};

/** A fault of one signal does not cost the others. */
const encodeSafely = (source: UnsentSource, isFlushed: boolean): readonly UnsentPayload[] => {
  try {
    return encode(source, isFlushed);
  } catch (error) {
    diag.error(`${source.signal} are lost: ${error instanceof Error ? error.message : String(error)}`);
    return [];
  }
};

const send = (payloads: readonly UnsentPayload[], budgetMillis: number): readonly Undelivered[] => {
  if (budgetMillis > 0) {
    try {
      return sendNow(payloads, budgetMillis, new URL('./sender.js', import.meta.url));
    } catch (error) {
      // Where no thread can be started, as with Node's permission model.
      return payloads.map((payload) => ({ payload, error }));
    }
  }
  const error = new Error('no answer before the end of the program');
  return payloads.map((payload) => ({ payload, error }));
};

/** Sends what is left, and returns when it was sent or the time is over. Everything in it is synchronous. */
export const lastWords = ({ deadline, cutOffBy, crash, withMetrics, isFlushed }: LastWords): void => {
  // First what waits already, so that the spans that end now find room.
  const take = (ofMetrics: boolean) =>
    unsentSources()
      .filter(({ signal }) => (signal === 'metrics') === ofMetrics)
      .flatMap((source) => encodeSafely(source, isFlushed));
  const unsent = takeUnsentPayloads();
  // What was tried a moment ago and refused is not tried again. What is under way began since then, as an export of
  // metrics does by itself, and nobody will see its answer.
  const isTried = isFlushed && performance.now() >= deadline;
  const again = [...(isTried ? [] : unsent.underWay), ...(isFlushed ? [] : unsent.waiting)];
  const waiting = [...again, ...take(false)];
  if (cutOffBy !== undefined) endOpenSpans(cutOffBy, crash);
  releaseSpans();
  const payloads = [...waiting, ...take(false)];
  // Last: taking the others counts what found no room.
  if (withMetrics) payloads.push(...take(true));
  const undelivered = payloads.length > 0 ? send(payloads, deadline - performance.now()) : [];
  for (const { payload, error } of undelivered) reportUndelivered(payload.target.url, error);
  const rest = [
    ...(isTried ? unsent.underWay : []),
    ...(isFlushed ? unsent.waiting : []),
    ...undelivered.map(({ payload }) => payload),
  ];
  for (const { signal, items } of keepPayloads(rest)) rememberLoss(signal, items, 'shutdown');
};
