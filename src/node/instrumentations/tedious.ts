import { type Attributes, type Context, context } from '@opentelemetry/api';
import { TediousInstrumentation } from '@opentelemetry/instrumentation-tedious';
import { asDatabase } from '../database/database-tracer.ts';
import { cleanSqlServerMessage } from '../database/error-messages.ts';
import { type AnyFunction, replaceMethod } from '../database/replace-method.ts';
import type { DatabaseRules, DescribedSpan } from '../database/rules.ts';
import { sqlNaming } from '../database/sql-rules.ts';
import type { InstrumentationModule } from '../instrumentation.ts';

const BULK = 'BULK INSERT';
const STATUS = 'db.response.status_code';

/** Upstream takes codes of the client, such as `ETIMEOUT`, for answers of the server, and classes for types of errors. */
const failure = ({ attributes }: DescribedSpan): Attributes => {
  const code = attributes[STATUS];
  if (code === undefined) return {};
  return /^\d+$/.test(String(code)) ? { 'error.type': code } : { 'error.type': code, [STATUS]: undefined };
};

const operation = (span: DescribedSpan): Attributes => {
  const procedure = span.attributes['db.stored_procedure.name'];
  if (procedure)
    return { 'db.operation.name': 'EXECUTE', 'db.query.summary': `EXECUTE ${String(procedure)}` };
  if (span.attributes['db.operation.name'] === BULK) {
    const table = span.attributes['db.collection.name'];
    return { 'db.query.summary': table ? `${BULK} ${String(table)}` : BULK };
  }
  const named = sqlNaming(span);
  if (span.attributes['db.operation.name'] !== 'prepare') return named;
  const summary = String(named['db.query.summary'] ?? '');
  return { ...named, 'db.operation.name': 'PREPARE', 'db.query.summary': `PREPARE ${summary}`.trim() };
};

const rules: DatabaseRules = {
  // The batch with which a bulk load begins, inside its span.
  roleOf: ({ attributes }) =>
    /^insert bulk /.test(String(attributes['db.query.text'])) ? 'nothing' : 'operation',
  naming: (span) => ({ ...operation(span), ...failure(span) }),
  message: cleanSqlServerMessage,
};

/**
 * Sends a request in the context of whoever asks: what its callback and its events do is no part of it. Upstream sends
 * it in that of its span, so that a query in the callback of another became a part of that.
 */
const inContextOfCaller =
  (patchQuery: AnyFunction): AnyFunction =>
  (...args) => {
    const wrap = patchQuery(...args) as (original: AnyFunction) => AnyFunction;
    return (original: AnyFunction): AnyFunction => {
      const callers = new WeakMap<object, Context>();
      const traced = wrap(function (request, ...rest) {
        return context.with(callers.get(request) ?? context.active(), original, this, request, ...rest);
      });
      return function (request, ...rest) {
        if (request instanceof Object) callers.set(request, context.active());
        return traced.call(this, request, ...rest);
      };
    };
  };

export const instrumentation: InstrumentationModule = {
  name: 'tedious',
  summary: 'SQL Server queries, procedures and bulk loads of tedious',
  packages: ['tedious'],
  builtins: [],
  versions: '>=1.11.0 <21',
  makes: ['spans', 'metrics'],
  create: () =>
    replaceMethod(asDatabase(new TediousInstrumentation(), rules), '_patchQuery', inContextOfCaller),
};
