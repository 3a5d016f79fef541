import type {
  Attributes,
  AttributeValue,
  Exception,
  Span,
  SpanContext,
  SpanStatus,
  TimeInput,
} from '@opentelemetry/api';
import { QuietSpan } from './quiet-span.ts';

/** Becomes a span only if no other client makes the operation's span inside. */
export class FallbackSpan extends QuietSpan {
  readonly #start: () => Span;
  readonly #told: ((span: Span) => void)[] = [];
  #isMadeInside = false;

  /** @param start makes the span, as of now */
  constructor(outside: SpanContext, start: () => Span) {
    super(outside);
    this.#start = start;
  }
  /** Another client makes it. */
  giveWay(): void {
    this.#isMadeInside = true;
  }
  override setAttribute(key: string, value: AttributeValue): this {
    return this.setAttributes({ [key]: value });
  }
  override setAttributes(attributes: Attributes): this {
    this.#told.push((span) => span.setAttributes(attributes));
    return this;
  }
  override updateName(name: string): this {
    this.#told.push((span) => span.updateName(name));
    return this;
  }
  override setStatus(status: SpanStatus): this {
    this.#told.push((span) => span.setStatus(status));
    return this;
  }
  override recordException(exception: Exception): void {
    this.#told.push((span) => span.recordException(exception));
  }
  override end(endTime?: TimeInput): void {
    if (this.#isMadeInside) return;
    const span = this.#start();
    for (const tell of this.#told) tell(span);
    span.end(endTime);
  }
}
