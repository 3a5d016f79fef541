import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Settings } from '../../../core/settings/index.ts';
import { reasonOf } from '../../../node/diagnostics.ts';
import { createHttpTransport } from '../../../node/exporters/http-transport.ts';
import { createGrpcTransport } from '../../../node/exporters/otlp-grpc.ts';
import { type OtlpTarget, otlpTargetOf, type Signal } from '../../../node/exporters/otlp-target.ts';
import type { Answer, Transport } from '../../../node/exporters/payload.ts';
import { adviceOn, type Outcome, type Place } from './advice.ts';
import { answerText } from './answer-text.ts';
import { clockSkew } from './clock.ts';
import { createPayload } from './payload.ts';
import type { ClockSkew, SignalResult } from './result.ts';

/** Longest wait for one answer, in milliseconds; a person waits for it. */
const MAX_WAIT_MILLIS = 5_000;

/** Most of an answer's text that is shown, in UTF-16 units. */
const MAX_TEXT_LENGTH = 200;

/** Paths: https://github.com/open-telemetry/opentelemetry-proto */
const GRPC_METHODS: Readonly<Record<Signal, string>> = {
  traces: '/opentelemetry.proto.collector.trace.v1.TraceService/Export',
  metrics: '/opentelemetry.proto.collector.metrics.v1.MetricsService/Export',
  logs: '/opentelemetry.proto.collector.logs.v1.LogsService/Export',
};

/** The statuses that a server gives; the others stand for no answer: https://grpc.io/docs/guides/status-codes/ */
const GRPC_REFUSAL =
  /^(?:UNKNOWN|INVALID_ARGUMENT|NOT_FOUND|ALREADY_EXISTS|PERMISSION_DENIED|RESOURCE_EXHAUSTED|FAILED_PRECONDITION|ABORTED|OUT_OF_RANGE|UNIMPLEMENTED|INTERNAL|DATA_LOSS|UNAUTHENTICATED) /;

/** What the export's own transport does not tell: it is read on the way. */
interface Seen {
  answer?: IncomingMessage;
  answeredAt: number;
  readonly body: Buffer[];
}

const RESPONSES = 'http.client.response.finish';

/** Sends as an export does, and keeps what is seen of the answer. */
const watching = async (
  send: () => Promise<Answer>,
): Promise<{ readonly response: Answer; readonly seen: Seen }> => {
  const seen: Seen = { answeredAt: 0, body: [] };
  const onResponse = (message: unknown): void => {
    const { response } = message as { readonly request: ClientRequest; readonly response: IncomingMessage };
    seen.answer = response;
    seen.answeredAt = Date.now();
    response.on('data', (chunk: Buffer) => {
      if (seen.body.length < 16) seen.body.push(chunk);
    });
  };
  subscribe(RESPONSES, onResponse);
  // An export keeps no process, and this one is to wait for it.
  const alive = setInterval(() => {}, MAX_WAIT_MILLIS);
  try {
    return { response: await send(), seen };
  } finally {
    clearInterval(alive);
    unsubscribe(RESPONSES, onResponse);
  }
};

const shortened = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > MAX_TEXT_LENGTH ? `${line.slice(0, MAX_TEXT_LENGTH)}…` : line;
};

/** OpenSSL adds to a fault the place in its own sources. */
const withoutNoise = (text: string): string =>
  text.replace(/[0-9A-F]+:error:[0-9A-F]+:([^:]+):[^:]*:([^:]+):.*$/s, '$1: $2');

const outcomeOf = (response: Answer, { answer, body }: Seen): Outcome => {
  const error = response.status === 'success' ? undefined : response.error;
  const { 'content-type': contentType, location } = answer?.headers ?? {};
  const said = shortened(answerText(contentType, Buffer.concat(body)));
  const { code } = { ...(error as { code?: unknown } | undefined) };
  return {
    ...(answer?.statusCode !== undefined && { status: answer.statusCode }),
    ...(contentType !== undefined && { contentType }),
    ...(location !== undefined && { location }),
    ...(typeof code === 'string' && { code }),
    text: answer ? said : error ? shortened(withoutNoise(reasonOf(error))) : '',
  };
};

const answerOf = ({ status, text }: Outcome, answer: IncomingMessage | undefined): string => {
  if (status === undefined) return text || 'accepted';
  const line = `HTTP ${status} ${answer?.statusMessage ?? ''}`.trim();
  return text && status >= 300 ? `${line}: ${text}` : line;
};

const isHtml = ({ contentType }: Outcome): boolean => /text\/html/.test(contentType ?? '');

/** Where a signal goes that is not sent by OTLP. */
const withoutOtlp = (signal: Signal, exporters: readonly string[]): SignalResult =>
  exporters.some((name) => name !== 'none')
    ? { signal, result: 'local', answer: exporters.join(', ') }
    : { signal, result: 'off' };

interface Probed {
  readonly result: SignalResult;
  readonly clock: ClockSkew | undefined;
}

const transportOf = (target: OtlpTarget): Transport =>
  target.protocol === 'grpc'
    ? createGrpcTransport(target, GRPC_METHODS[target.signal])
    : createHttpTransport(target);

const probe = async (target: OtlpTarget, settings: Settings, place: Place): Promise<Probed> => {
  const { signal, url, protocol, compression } = target;
  const isJson = protocol === 'http/json';
  const payload = await createPayload(signal, settings, isJson);
  const transport = transportOf(target);
  const sentAt = Date.now();
  const { response, seen } = await watching(() =>
    transport.send(payload, Math.min(target.timeoutMillis, MAX_WAIT_MILLIS)),
  );
  const latencyMillis = Date.now() - sentAt;
  transport.shutdown();

  const outcome = outcomeOf(response, seen);
  const common = { signal, url, protocol, compression, latencyMillis };
  const clock = clockSkew(seen.answer?.headers.date, sentAt, seen.answeredAt);
  const fix = adviceOn(target, outcome, place);
  if (response.status === 'success' && !isHtml(outcome)) {
    const { rejected = 0, message } = response;
    const isWhole = rejected === 0 && message === undefined;
    const words = isWhole ? '' : `, ${rejected} rejected: ${message ?? ''}`;
    const result: SignalResult = {
      ...common,
      result: rejected > 0 ? 'partly-accepted' : 'accepted',
      answer: answerOf(outcome, seen.answer) + words,
    };
    return { result, clock };
  }
  const hasAnswer = seen.answer !== undefined || (protocol === 'grpc' && GRPC_REFUSAL.test(outcome.text));
  const result: SignalResult = {
    ...common,
    result: hasAnswer ? 'refused' : 'unreachable',
    answer: answerOf(outcome, seen.answer),
    ...(fix !== undefined && { fix }),
  };
  return { result, clock };
};

export interface Probes {
  readonly signals: readonly SignalResult[];
  /** The most exact one of the answers. */
  readonly clock: ClockSkew | null;
  /** Where a test export went. */
  readonly targets: readonly OtlpTarget[];
}

/**
 * One test export a signal, through the transport that exports use, one after the other.
 *
 * @param onProgress told before each
 */
export const probeSignals = async (
  settings: Settings,
  place: Place,
  onProgress: (signal: Signal) => void,
): Promise<Probes> => {
  const exporters = {
    traces: settings.tracesExporter,
    metrics: settings.metricsExporter,
    logs: settings.logsExporter,
  };
  const signals: SignalResult[] = [];
  const targets: OtlpTarget[] = [];
  let clock: ClockSkew | undefined;
  for (const signal of ['traces', 'metrics', 'logs'] as const) {
    if (!(exporters[signal] as readonly string[]).includes('otlp')) {
      signals.push(withoutOtlp(signal, exporters[signal]));
      continue;
    }
    onProgress(signal);
    const target = otlpTargetOf(signal, settings);
    targets.push(target);
    const probed = await probe(target, settings, place);
    signals.push(probed.result);
    if (probed.clock && !(clock && clock.uncertaintyMillis <= probed.clock.uncertaintyMillis))
      clock = probed.clock;
  }
  return { signals, clock: clock ?? null, targets };
};
