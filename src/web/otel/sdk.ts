// What is used of the official SDK, by shape: any of its versions fits, and none of its types is needed to compile.
import type { Attributes, Context, SpanContext } from '@opentelemetry/api';

interface Lifecycle {
  forceFlush(): Promise<void>;
  shutdown(): Promise<void>;
}

interface Scope {
  readonly name: string;
}

interface Resource {
  readonly attributes: Attributes;
}

interface Event {
  readonly name: string;
  readonly attributes?: Attributes;
}

interface Link {
  readonly context: SpanContext;
  readonly attributes?: Attributes;
}

/** `ReadableSpan` of the SDK. */
export interface EndedSpan {
  readonly name: string;
  readonly attributes: Attributes;
  readonly events: readonly Event[];
  readonly links: readonly Link[];
  spanContext(): SpanContext;
  readonly status: { readonly code: number; readonly message?: string };
  readonly resource: Resource;
  readonly instrumentationScope: Scope;
}

/** `Span` of the SDK. */
interface StartedSpan {
  setAttribute(key: string, value: string): unknown;
}

/** `SpanProcessor` of the SDK. */
export interface SpanProcessor extends Lifecycle {
  onStart(span: StartedSpan, context: Context): void;
  onEnd(span: EndedSpan): void;
}

/** `ReadWriteLogRecord` of the SDK. */
export interface EmittedLogRecord {
  readonly attributes: Attributes | object;
  readonly resource: Resource;
  setAttribute(key: string, value: string): unknown;
}

/** `LogRecordProcessor` of the SDK. */
export interface LogRecordProcessor extends Lifecycle {
  onEmit(record: EmittedLogRecord, context?: Context): void;
}
