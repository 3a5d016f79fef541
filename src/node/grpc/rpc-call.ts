import {
  type Attributes,
  type Context,
  context,
  metrics,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { VERSION } from '../../core/version.ts';

/** By number: https://grpc.github.io/grpc/core/md_doc_statuscodes.html */
const STATUS_NAMES = [
  'OK',
  'CANCELLED',
  'UNKNOWN',
  'INVALID_ARGUMENT',
  'DEADLINE_EXCEEDED',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'PERMISSION_DENIED',
  'RESOURCE_EXHAUSTED',
  'FAILED_PRECONDITION',
  'ABORTED',
  'OUT_OF_RANGE',
  'UNIMPLEMENTED',
  'INTERNAL',
  'UNAVAILABLE',
  'DATA_LOSS',
  'UNAUTHENTICATED',
] as const;
type StatusName = (typeof STATUS_NAMES)[number];

const statusName = (code: number | undefined): StatusName => STATUS_NAMES[code ?? 2] ?? 'UNKNOWN';

/** The others are the caller's fault: https://opentelemetry.io/docs/specs/semconv/rpc/grpc/#grpc-status */
const SERVER_FAULTS: ReadonlySet<StatusName> = new Set([
  'UNKNOWN',
  'DEADLINE_EXCEEDED',
  'UNIMPLEMENTED',
  'INTERNAL',
  'UNAVAILABLE',
  'DATA_LOSS',
]);

/** In seconds: https://opentelemetry.io/docs/specs/semconv/rpc/rpc-metrics/ */
const BOUNDARIES = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
const SCOPE = 'binnacle/grpc';

const histogramOf = (side: 'client' | 'server') =>
  metrics.getMeter(SCOPE, VERSION).createHistogram(`rpc.${side}.call.duration`, {
    unit: 's',
    advice: { explicitBucketBoundaries: BOUNDARIES },
  });

/** One call, seen from one side. */
export class RpcCall {
  readonly span: Span;
  /** The context of the call: what it makes comes below its span. */
  readonly context: Context;
  readonly #kind: SpanKind.CLIENT | SpanKind.SERVER;
  readonly #attributes: Attributes;
  readonly #startMillis = performance.now();
  readonly #histogram: ReturnType<typeof histogramOf>;
  #ended = false;

  /** @param path `/package.Service/Method` */
  constructor(kind: SpanKind.CLIENT | SpanKind.SERVER, path: string, parent: Context, server: Attributes) {
    const method = path.replace(/^\//, '');
    this.#kind = kind;
    this.#attributes = { 'rpc.system.name': 'grpc', 'rpc.method': method, ...server };
    this.span = trace
      .getTracer(SCOPE, VERSION)
      .startSpan(method, { kind, attributes: this.#attributes }, parent);
    this.context = trace.setSpan(parent, this.span);
    this.#histogram = kind === SpanKind.CLIENT ? clientDuration() : serverDuration();
  }

  /** Ends it, once. */
  end(code: number | undefined, error?: unknown): void {
    if (this.#ended) return;
    this.#ended = true;
    const status = statusName(code);
    const isError = this.#kind === SpanKind.CLIENT ? status !== 'OK' : SERVER_FAULTS.has(status);
    const outcome = { 'rpc.status_code': status, ...(isError && { 'error.type': status }) };
    this.span.setAttributes(outcome);
    if (isError) {
      if (error instanceof Error && this.#kind === SpanKind.SERVER) this.span.recordException(error);
      this.span.setStatus({ code: SpanStatusCode.ERROR });
    }
    this.#histogram.record(
      (performance.now() - this.#startMillis) / 1_000,
      { ...this.#attributes, ...outcome },
      this.context,
    );
    this.span.end();
  }

  with<T>(fn: () => T): T {
    return context.with(this.context, fn);
  }
}

const lazily = <T>(create: () => T): (() => T) => {
  let value: T | undefined;
  return () => {
    value ??= create();
    return value;
  };
};
const clientDuration = lazily(() => histogramOf('client'));
const serverDuration = lazily(() => histogramOf('server'));
