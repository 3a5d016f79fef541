import {
  type Exception,
  isSpanContextValid,
  type Link,
  type Span,
  type SpanStatus,
} from '@opentelemetry/api';
import { failureOf } from './failure.ts';
import { QuietSpan } from './quiet-span.ts';

/** A span around operations of its own: it tells how it ended, and no more. */
export class LayerSpan extends QuietSpan {
  readonly #span: Span;
  readonly #clean: (message: string) => string;

  /** @param clean an error's message without values of the application */
  constructor(span: Span, clean = (message: string): string => message) {
    super(span.spanContext());
    this.#span = span;
    this.#clean = clean;
  }
  override isRecording(): boolean {
    return this.#span.isRecording();
  }
  override setStatus({ code, message = '' }: SpanStatus): this {
    this.#span.setStatus({ code, message: this.#clean(message) });
    return this;
  }
  override recordException(exception: Exception): void {
    const { name, message } = failureOf(exception);
    this.#span.recordException({
      name: typeof name === 'string' ? name : 'Error',
      message: this.#clean(typeof message === 'string' ? message : ''),
    });
  }
  override end(...args: Parameters<Span['end']>): void {
    this.#span.end(...args);
  }
}

/** Each span once, and none that is no span. */
export const uniqueLinks = (links: readonly Link[] = []): Link[] => {
  const bySpan = new Map(links.map((link) => [link.context.spanId, link]));
  return [...bySpan.values()].filter(({ context }) => isSpanContextValid(context));
};
