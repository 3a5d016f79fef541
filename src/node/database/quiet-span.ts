import {
  type Attributes,
  type AttributeValue,
  type Exception,
  type Span,
  type SpanContext,
  type SpanStatus,
  SpanStatusCode,
  type TimeInput,
} from '@opentelemetry/api';
import { allowedOf } from './allowed-of.ts';
import { errorTypeOf, failureOf } from './failure.ts';

/** Stands for a span that is not made: what happens inside belongs to the span outside. */
export class QuietSpan implements Span {
  readonly #outside: SpanContext;

  constructor(outside: SpanContext) {
    this.#outside = outside;
  }
  spanContext(): SpanContext {
    return this.#outside;
  }
  isRecording(): boolean {
    return false;
  }
  setAttribute(_key: string, _value: AttributeValue): this {
    return this;
  }
  setAttributes(_attributes: Attributes): this {
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
  updateName(_name: string): this {
    return this;
  }
  setStatus(_status: SpanStatus): this {
    return this;
  }
  recordException(_exception: Exception): void {}
  end(_endTime?: TimeInput): void {}
}

/**
 * Becomes a span, and is measured as an operation, only if it fails: a connection that was made says nothing that its
 * operations do not, and for one that was not there is no operation that could fail.
 */
export class FailureOnlySpan extends QuietSpan {
  readonly #startMillis = Date.now();
  readonly #start: (startTime: number) => Span;
  readonly #measure: (seconds: number, attributes: Attributes) => void;
  readonly #clean: (message: string) => string;
  readonly #attributes: Attributes = {};
  #span: Span | undefined;

  /**
   * @param start makes the span, as of a time in milliseconds since the epoch
   * @param measure is told how long it took to fail, and what is known of it
   * @param clean an error's message without values of the application
   */
  constructor(
    outside: SpanContext,
    start: (startTime: number) => Span,
    measure: (seconds: number, attributes: Attributes) => void,
    clean = (message: string): string => message,
  ) {
    super(outside);
    this.#start = start;
    this.#measure = measure;
    this.#clean = clean;
  }
  override setAttributes(attributes: Attributes): this {
    Object.assign(this.#attributes, allowedOf(attributes));
    return this;
  }
  override setStatus({ code, message = '' }: SpanStatus): this {
    if (code === SpanStatusCode.ERROR) this.#failed().setStatus({ code, message: this.#clean(message) });
    return this;
  }
  override recordException(exception: Exception): void {
    const type = errorTypeOf(failureOf(exception));
    this.#failed();
    this.#attributes['error.type'] = type;
  }
  override end(): void {
    if (!this.#span) return;
    this.#attributes['error.type'] ??= '_OTHER';
    this.#span.setAttributes(this.#attributes).end();
    this.#measure((Date.now() - this.#startMillis) / 1_000, this.#attributes);
  }
  #failed(): Span {
    this.#span ??= this.#start(this.#startMillis);
    return this.#span;
  }
}
