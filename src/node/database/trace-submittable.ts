import { type EventEmitter, errorMonitor } from 'node:events';
import { type Span, SpanStatusCode, type Tracer } from '@opentelemetry/api';
import type { AnyFunction } from './replace-method.ts';

/** A query of pg that is an object and tells by events how it goes: cursors, streams, `new pg.Query()`. */
interface Submittable extends EventEmitter {
  submit(): void;
  readonly text?: string;
  /** Of a stream. */
  readonly cursor?: { readonly text?: string };
}

interface PgClient {
  readonly database?: string;
  readonly connectionParameters?: { readonly host?: string; readonly port?: number };
}

const isSubmittable = (query: unknown): query is Submittable =>
  typeof query === 'object' &&
  query !== null &&
  typeof Reflect.get(query, 'submit') === 'function' &&
  typeof Reflect.get(query, 'once') === 'function';

const endWith = (span: Span, query: Submittable): void => {
  // Not `error` itself: to listen would be to handle it.
  query.once(errorMonitor, (error: Error) => {
    span.recordException(error);
    span.setStatus({ code: SpanStatusCode.ERROR, message: error.message });
    span.end();
  });
  query.once('end', () => span.end());
  query.once('close', () => span.end());
};

/** Upstream starts spans of such queries and never ends them. */
export const withSubmittables =
  (tracer: () => Tracer) =>
  (patches: AnyFunction): AnyFunction =>
  () =>
  (original: AnyFunction): AnyFunction => {
    const traced: AnyFunction = patches()(original);
    const query: AnyFunction = function (this: PgClient, ...args) {
      const [submittable] = args;
      if (!isSubmittable(submittable)) return traced.apply(this, args);
      const { host, port } = this.connectionParameters ?? {};
      const span = tracer().startSpan('pg.query', {
        attributes: {
          'db.system.name': 'postgresql',
          'db.namespace': this.database,
          'db.query.text': submittable.text ?? submittable.cursor?.text,
          'server.address': host,
          'server.port': port,
        },
      });
      endWith(span, submittable);
      return original.apply(this, args);
    };
    return query;
  };
