import { context, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { VERSION } from '../../core/version.ts';
import { describeInvocation, type LambdaContext, type LambdaEvent } from './describe-event.ts';

export type Handler = (this: unknown, ...args: unknown[]) => unknown;
type Callback = (error?: unknown, result?: unknown) => void;

/** How the runtime marks handlers that are called with a stream to answer into. */
const STREAMING = Symbol.for('aws.lambda.runtime.handler.streaming');

interface Invocation {
  readonly event: LambdaEvent;
  readonly context: LambdaContext;
  readonly callback: Callback | undefined;
}

const invocationOf = (args: readonly unknown[], isStreaming: boolean): Invocation => {
  const [event, second, third] = args;
  const callback = !isStreaming && typeof third === 'function' ? (third as Callback) : undefined;
  return { event: event ?? {}, context: (isStreaming ? third : second) ?? {}, callback } as Invocation;
};

const startInvocation = ({ event, context: lambda }: Invocation, isColdStart: boolean): Span => {
  const { attributes, parent, links } = describeInvocation(event, lambda);
  return trace.getTracer('binnacle/aws-lambda', VERSION).startSpan(
    lambda.functionName ?? 'lambda',
    {
      kind: attributes['messaging.system.name'] ? SpanKind.CONSUMER : SpanKind.SERVER,
      attributes: { ...attributes, 'faas.coldstart': isColdStart },
      links,
    },
    parent,
  );
};

/** An HTTP answer says by its status how it went. */
const endInvocation = (span: Span, result: unknown, error: unknown): void => {
  const { statusCode } = (result ?? {}) as { readonly statusCode?: unknown };
  if (typeof statusCode === 'number') span.setAttribute('http.response.status_code', statusCode);
  if (error !== undefined && error !== null) {
    span.recordException(error instanceof Error ? error : String(error));
    span.setAttribute('error.type', error instanceof Error ? error.name : '_OTHER');
    span.setStatus({ code: SpanStatusCode.ERROR });
  } else if (typeof statusCode === 'number' && statusCode >= 500) {
    span.setAttribute('error.type', String(statusCode));
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end();
};

const isPromise = (value: unknown): value is Promise<unknown> =>
  typeof (value as { readonly then?: unknown } | null | undefined)?.then === 'function';

export interface HandlerOptions {
  /** Whether the first invocation waited for the program to start. */
  readonly hasColdStart: boolean;
  /** Sends what waits; never rejects. */
  readonly flush: () => Promise<void>;
}

/**
 * A handler in a span of its own. After an invocation the process is frozen, so that what waits is sent before the
 * answer is given.
 */
export const wrapHandler = (handler: Handler, { hasColdStart, flush }: HandlerOptions): Handler => {
  const isStreaming = STREAMING in handler;
  let isColdStart = hasColdStart;
  const wrapped: Handler = function (...args) {
    const invocation = invocationOf(args, isStreaming);
    const span = startInvocation(invocation, isColdStart);
    isColdStart = false;
    let ended = false;
    const end = async (result: unknown, error?: unknown): Promise<void> => {
      if (ended) return;
      ended = true;
      endInvocation(span, result, error);
      await flush();
    };
    const { callback } = invocation;
    if (callback) {
      args[2] = (error: unknown, result: unknown) =>
        void end(result, error ?? undefined).then(() => callback(error, result));
    }
    return context.with(trace.setSpan(context.active(), span), () => {
      try {
        const result = handler.apply(this, args);
        if (isPromise(result)) {
          return result.then(
            (value) => end(value).then(() => value),
            (error: unknown) =>
              end(undefined, error ?? 'rejected').then(() => {
                throw error;
              }),
          );
        }
        // What takes a callback answers by it.
        if (!(callback && handler.length > 2)) void end(result);
        return result;
      } catch (error) {
        void end(undefined, error ?? 'thrown');
        throw error;
      }
    });
  };
  // The runtime looks at the number of arguments and at its mark.
  Object.defineProperty(wrapped, 'length', { value: handler.length });
  for (const mark of Object.getOwnPropertySymbols(handler))
    Object.defineProperty(
      wrapped,
      mark,
      Object.getOwnPropertyDescriptor(handler, mark) as PropertyDescriptor,
    );
  return wrapped;
};
