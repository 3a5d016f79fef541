import { diag } from '@opentelemetry/api';
import { ExportResultCode } from '@opentelemetry/core';
import type { Settings } from '../../core/settings/index.ts';
import { reasonOf } from '../diagnostics.ts';
import type { LoadChunk } from '../load-chunk.ts';
import { rememberLoss } from '../losses.ts';
import { countExported, exporterAttributes } from '../self-metrics.ts';
import { addUnsentPayloads, keepPayloadsWith, type UnsentPayload } from '../unsent-payloads.ts';
import type { Backlog } from './backlog.ts';
import { createHttpTransport } from './http-transport.ts';
import type { LazyOtlpExporter } from './lazy-otlp-exporter.ts';
import { type OtlpTarget, otlpTargetOf } from './otlp-target.ts';
import { createOutage } from './outage.ts';
import type { Payload, Transport } from './payload.ts';
import { cannotConnect } from './retry-wait.ts';
import { createSendQueue, type SendEvents } from './send-queue.ts';
import { type Payloads, SIGNALS } from './serializers.ts';
import { placeOf, reportUndelivered } from './undelivered.ts';
import { untraced } from './untraced.ts';

/** One for all signals of a process. */
const outage = createOutage();
let backlog: Backlog | undefined;

const backlogOf = (settings: Settings, load: LoadChunk): Backlog | undefined => {
  const { bufferDir, bufferMaxBytes, bufferMaxAgeMillis } = settings;
  if (bufferDir === undefined || backlog) return backlog;
  const { createDiskBuffer } = load<typeof import('../buffer/disk-buffer.ts')>('./buffer/disk-buffer.js');
  backlog = createDiskBuffer({
    folder: bufferDir,
    maxBytes: bufferMaxBytes,
    maxAgeMillis: bufferMaxAgeMillis,
    onLost: ({ signal, lane, items }, reason) => {
      const { protocol, url } = otlpTargetOf(signal, settings);
      countExported(signal, items, exporterAttributes(signal, protocol, url, lane), reason);
      rememberLoss(signal, items, reason);
    },
  });
  if (!backlog) return undefined;
  keepPayloadsWith(backlog.saveSync);
  return backlog;
};

const transportFor = (target: OtlpTarget, grpcMethod: string, load: LoadChunk): Transport => {
  if (target.protocol !== 'grpc') return createHttpTransport(target);
  const { createGrpcTransport } = load<typeof import('./otlp-grpc.ts')>('./exporters/otlp-grpc.js');
  return createGrpcTransport(target, grpcMethod);
};

/** Counts what is delivered and what is lost, and says it in words. */
const eventsFor = ({ signal, protocol, url }: OtlpTarget, lane: number): SendEvents => {
  const attributes = exporterAttributes(signal, protocol, url, lane);
  const lost = ({ items }: { readonly items: number }, reason: Parameters<SendEvents['lost']>[1]): void => {
    countExported(signal, items, attributes, reason);
    rememberLoss(signal, items, reason);
  };
  return {
    lost,
    delivered: ({ items }, { rejected = 0, message, oddity }) => {
      const refused = Math.min(Math.max(rejected, 0), items);
      countExported(signal, items - refused, attributes);
      lost({ items: refused }, 'rejected');
      const place = placeOf(url);
      if (refused > 0)
        diag.warn(`${place} has rejected ${refused} of ${items} items${message ? `: ${message}` : ''}`);
      else if (message) diag.warn(`${place} says: ${message}`);
      if (oddity) diag.warn(`${place} gives ${oddity}; what it was sent counts as delivered`);
      outage.ended(signal, place);
    },
    failed: (error, isLast, failures) => {
      // One that is tried again with success is no matter for a person.
      if (!isLast && failures < 2 && !cannotConnect(error)) return;
      outage.began(signal);
      reportUndelivered(url, error);
    },
  };
};

/** What sends one signal over OTLP. A chunk of its own: HTTP, TLS and the encoders are loaded with it. */
export const createOtlpExporter = <S extends keyof Payloads>(
  signal: S,
  settings: Settings,
  load: LoadChunk,
  lane: number,
): LazyOtlpExporter<Payloads[S]> => {
  const target = otlpTargetOf(signal, settings);
  const { protobuf, json, counts, grpcMethod } = SIGNALS[signal];
  const encoding = target.protocol === 'http/json' ? 'json' : 'protobuf';
  const events = eventsFor(target, lane);
  const { send, shutdown } = transportFor(target, grpcMethod, load);
  const queue = createSendQueue({
    transport: { send: (...args) => untraced(() => send(...args)), shutdown },
    lane: { signal, lane },
    timeoutMillis: target.timeoutMillis,
    maxBytes: settings.queueMaxBytes,
    backlog: backlogOf(settings, load),
    storeFirst: settings.bufferFirst,
    events,
  });
  outage.opened();
  const addressed = (payload: Payload): UnsentPayload => ({ ...payload, target, grpcMethod });
  addUnsentPayloads({
    isEmpty: queue.isEmpty,
    take: () => {
      const { underWay, waiting } = queue.takeUnsent();
      return { underWay: underWay.map(addressed), waiting: waiting.map(addressed) };
    },
  });

  const encode = (batch: Payloads[S]): Payload | undefined => {
    const body = (encoding === 'json' ? json : protobuf).serializeRequest(batch);
    return body && { signal, lane, encoding, items: counts.countItems(batch), body };
  };

  return {
    lane,
    // Done when the queue has it: what waits there is small and bounded, what waits in front of it is not.
    export: (batch, done) => {
      try {
        const payload = encode(batch);
        if (payload) queue.offer(payload);
        done({ code: ExportResultCode.SUCCESS });
      } catch (error) {
        events.lost({ signal, lane, encoding, items: counts.countItems(batch) }, 'encoding_failed');
        done({
          code: ExportResultCode.FAILED,
          error: new Error(`${signal} cannot be encoded: ${reasonOf(error)}`),
        });
      }
    },
    forceFlush: () => queue.flush(),
    shutdown: async () => {
      await queue.shutdown();
      outage.closed();
    },
  };
};
