import { type Attributes, type Context, context, type Span, trace } from '@opentelemetry/api';
import { VERSION } from '../../core/version.ts';
import { isPromiseLike, settle } from '../business/settle.ts';
import { markFailed } from '../mark-failed.ts';
import { countOperation } from './operation-metrics.ts';

type AnyGenerator = Generator | AsyncGenerator;

const tracer = () => trace.getTracer('binnacle', VERSION);

const isGenerator = (value: unknown): value is AnyGenerator => {
  if (typeof value !== 'object' || value === null) return false;
  const tag = Object.prototype.toString.call(value);
  return tag === '[object Generator]' || tag === '[object AsyncGenerator]';
};

/** One call: its span, and its time whether the span is kept or not. */
const createCall = (name: string, span: Span) => {
  const started = performance.now();
  return (error?: { readonly thrown: unknown }): void => {
    if (error) markFailed(span, error.thrown);
    span.end();
    countOperation(name, performance.now() - started, error);
  };
};

/**
 * The generator with each of its steps inside of one span, from the first step to the last. One that nobody asks for
 * anything has none.
 */
const observeGenerator = <T extends AnyGenerator>(name: string, attributes: Attributes, generator: T): T => {
  const outer = context.active();
  let call: { readonly inside: Context; readonly end: ReturnType<typeof createCall> } | undefined;
  let hasEnded = false;
  const end = (error?: { readonly thrown: unknown }): void => {
    if (hasEnded) return;
    hasEnded = true;
    call?.end(error);
  };
  const step =
    (method: 'next' | 'return' | 'throw') =>
    (...args: unknown[]): unknown => {
      const ask = generator[method] as (...given: unknown[]) => unknown;
      if (hasEnded) return ask.apply(generator, args);
      if (!call) {
        const span = tracer().startSpan(name, { attributes }, outer);
        call = { inside: trace.setSpan(outer, span), end: createCall(name, span) };
      }
      const result = settle(
        () => context.with(call?.inside ?? outer, () => ask.apply(generator, args)),
        (error) => {
          if (error) end(error);
        },
      );
      if (!isPromiseLike(result)) {
        if ((result as IteratorResult<unknown>).done) end();
        return result;
      }
      return result.then((answer) => {
        if ((answer as IteratorResult<unknown>).done) end();
        return answer;
      });
    };
  // What it inherits works: it is its own iterator, and an instance of what it was.
  return Object.assign(Object.create(Object.getPrototypeOf(generator)), {
    next: step('next'),
    return: step('return'),
    throw: step('throw'),
  }) as T;
};

/** Runs a function, synchronous or not, in a span, and measures it. What it throws is thrown on. */
const observe = <T>(name: string, attributes: Attributes, work: () => T): T =>
  tracer().startActiveSpan(name, { attributes }, (span) => settle(work, createCall(name, span)));

/** The same for a function that makes generators. */
const observeGenerated = <T>(name: string, attributes: Attributes, work: () => T): T => {
  const generator = work();
  return isGenerator(generator) ? (observeGenerator(name, attributes, generator) as T) : generator;
};

const GENERATES = new Set(['[object GeneratorFunction]', '[object AsyncGeneratorFunction]']);

/** Which of the two a function needs. */
export const observerOf = (fn: unknown): typeof observe =>
  GENERATES.has(Object.prototype.toString.call(fn)) ? observeGenerated : observe;
