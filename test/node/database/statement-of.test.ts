import { afterAll, expect, test } from '@jest/globals';
import {
  type Attributes,
  INVALID_SPAN_CONTEXT,
  type Span,
  type SpanOptions,
  type Tracer,
  type TracerProvider,
  trace,
} from '@opentelemetry/api';
import type { Instrumentation } from '@opentelemetry/instrumentation';
import { asDatabase } from '../../../src/node/database/database-tracer.ts';
import { sqlNaming } from '../../../src/node/database/sql-rules.ts';
import { cleanStatementOf } from '../../../src/node/database/statement-of.ts';

test.each([
  [{ 'db.system.name': 'mysql', 'db.query.text': 'SELECT "x" FROM t' }, 'SELECT ? FROM t'],
  [{ 'db.system.name': 'postgresql', 'db.query.text': 'SELECT "x" FROM t' }, 'SELECT "x" FROM t'],
  [{ 'db.query.text': 'SELECT 1' }, 'SELECT ?'],
  [{ 'db.system.name': 'mysql' }, undefined],
])('of %j the statement may be told: %s', (attributes, text) => {
  expect(cleanStatementOf(attributes)['db.query.text']).toBe(text);
});

test('names a span by its statement', () => {
  const attributes = { 'db.system.name': 'postgresql', 'db.query.text': "SELECT 'x' FROM users" };
  expect(sqlNaming({ name: '', attributes })).toEqual({
    'db.operation.name': 'SELECT',
    'db.collection.name': 'users',
    'db.query.summary': 'SELECT users',
  });
});

/** What was told of a span when it started, and when it ended. */
const told: unknown[] = [];
const span = {
  isRecording: () => true,
  spanContext: () => INVALID_SPAN_CONTEXT,
  updateName: () => span,
  setAttributes: (attributes: Attributes) => {
    told.push({ ...attributes });
    return span;
  },
  end: () => {},
} as unknown as Span;
trace.setGlobalTracerProvider({
  getTracer: () =>
    ({
      startSpan: (_name: string, { attributes }: SpanOptions) => {
        told.push({ ...attributes });
        return span;
      },
    }) as unknown as Tracer,
});
afterAll(() => trace.disable());

test('no literal is in a span, neither when it starts nor when it ends', () => {
  let given: TracerProvider | undefined;
  asDatabase(
    {
      setTracerProvider: (tracerProvider: TracerProvider) => {
        given = tracerProvider;
      },
      setMeterProvider: () => {},
    } as unknown as Instrumentation,
    // Such as a batch, which is not named by its statement.
    { naming: () => ({ 'db.operation.name': 'BATCH' }) },
  );
  const attributes = { 'db.system.name': 'cassandra', 'db.query.text': "DELETE FROM t WHERE a = 'secret'" };
  given?.getTracer('test').startSpan('batch', { attributes }).end();
  const clean = { 'db.query.text': 'DELETE FROM t WHERE a = ?' };
  expect(told).toMatchObject([clean, { ...clean, 'db.operation.name': 'BATCH' }]);
});
