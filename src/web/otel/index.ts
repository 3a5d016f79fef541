export {
  createWebInstrumentation,
  type WebFeature,
  type WebInstrumentation,
  type WebInstrumentationConfig,
} from './instrumentation.ts';
export type { RequestInstrumentation } from './owned.ts';
export {
  createRedactingLogRecordProcessor,
  createRedactingSpanProcessor,
  type RedactionOptions,
} from './redaction.ts';
export type { LogRecordProcessor, SpanProcessor } from './sdk.ts';
export {
  createSessionLogRecordProcessor,
  createSessionSpanProcessor,
  createWebSession,
  type WebSession,
  type WebSessionOptions,
} from './session.ts';
