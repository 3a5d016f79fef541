import type { Exception, Span, SpanContext, SpanKind, TraceState } from '@opentelemetry/api';
import type { OnException } from './span.ts';

/** A span that is not recorded. It gets its id when somebody asks, which is whoever it is propagated to. */
export class UnsampledSpan implements Span {
  /** As it was begun: what is found in a request does not depend on sampling. */
  readonly name: string;
  readonly #traceId: string;
  readonly #traceFlags: number;
  readonly #traceState: TraceState | undefined;
  readonly #newId: () => string;
  readonly #kind: SpanKind;
  readonly #scopeName: string;
  readonly #onException: OnException | undefined;
  #spanContext: SpanContext | undefined;

  constructor(
    name: string,
    traceId: string,
    traceFlags: number,
    traceState: TraceState | undefined,
    newId: () => string,
    kind: SpanKind,
    scopeName: string,
    onException: OnException | undefined,
  ) {
    this.name = name;
    this.#traceId = traceId;
    this.#traceFlags = traceFlags;
    this.#traceState = traceState;
    this.#newId = newId;
    this.#kind = kind;
    this.#scopeName = scopeName;
    this.#onException = onException;
  }

  spanContext(): SpanContext {
    this.#spanContext ??= {
      traceId: this.#traceId,
      spanId: this.#newId(),
      traceFlags: this.#traceFlags,
      ...(this.#traceState && { traceState: this.#traceState }),
    };
    return this.#spanContext;
  }

  isRecording(): boolean {
    return false;
  }

  setAttribute(): this {
    return this;
  }

  setAttributes(): this {
    return this;
  }

  addEvent(): this {
    return this;
  }

  addLink(): this {
    return this;
  }

  addLinks(): this {
    return this;
  }

  setStatus(): this {
    return this;
  }

  updateName(): this {
    return this;
  }

  /** Errors are counted exactly, whatever is sampled. */
  recordException(exception: Exception): void {
    this.#onException?.(exception, this.#kind, this.#scopeName);
  }

  end(): void {}
}
