import type { Span, SpanContext, TraceState } from '@opentelemetry/api';

/** A span that is not recorded. It gets its id when somebody asks, which is whoever it is propagated to. */
export class UnsampledSpan implements Span {
  readonly #traceId: string;
  readonly #traceFlags: number;
  readonly #traceState: TraceState | undefined;
  readonly #newId: () => string;
  #spanContext: SpanContext | undefined;

  constructor(traceId: string, traceFlags: number, traceState: TraceState | undefined, newId: () => string) {
    this.#traceId = traceId;
    this.#traceFlags = traceFlags;
    this.#traceState = traceState;
    this.#newId = newId;
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

  recordException(): void {}

  end(): void {}
}
