import { basename } from 'node:path';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { type Span, SpanStatusCode } from '@opentelemetry/api';
import { noteRows } from './note-rows.ts';
import type { AnyFunction } from './replace-method.ts';

/** Starts the span of a statement. */
type Start = (text: string, namespace: string | undefined) => Span;

/** Asking a statement for its text makes it again each time. */
interface Prepared {
  readonly text: string;
  readonly namespace: string;
}

const namespaces = new WeakMap<DatabaseSync, string>();

/** The file without its path, which may have the name of a person. */
const namespaceOf = (database: DatabaseSync): string => {
  const known = namespaces.get(database);
  if (known !== undefined) return known;
  // Versions of Node before 22.16 do not tell.
  const location = typeof database.location === 'function' ? database.location() : undefined;
  const namespace = location ? basename(location) : ':memory:';
  namespaces.set(database, namespace);
  return namespace;
};

const fail = (span: Span, error: unknown): void => {
  const message = error instanceof Error ? error.message : String(error);
  span.recordException(error instanceof Error ? error : message);
  span.setStatus({ code: SpanStatusCode.ERROR, message });
};

const traced = (span: Span, work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    fail(span, error);
    throw error;
  } finally {
    span.end();
  }
};

/** A statement that is read row by row ends with the last row, or when nobody wants more. */
const tracedRows = (span: Span, rows: Iterator<unknown>): Iterator<unknown> => {
  const next = rows.next.bind(rows);
  const stop = rows.return?.bind(rows);
  rows.next = (...args) => {
    try {
      const row = next(...args);
      if (row.done) span.end();
      return row;
    } catch (error) {
      fail(span, error);
      span.end();
      throw error;
    }
  };
  if (stop) rows.return = (...args) => traced(span, () => stop(...args)) as IteratorResult<unknown>;
  return rows;
};

const replace = (prototype: object, name: string, wrap: (original: AnyFunction) => AnyFunction): void => {
  const original: unknown = Reflect.get(prototype, name);
  if (typeof original === 'function') Reflect.set(prototype, name, wrap(original as AnyFunction));
};

type Sqlite = typeof import('node:sqlite');

/** Patches the classes of `node:sqlite`, which are the same for everybody who gets the module. */
export const patchSqlite = ({ DatabaseSync, StatementSync }: Sqlite, start: Start): void => {
  const statements = new WeakMap<StatementSync, Prepared>();

  replace(DatabaseSync.prototype, 'exec', (original) => {
    return function (...args) {
      return traced(start(String(args[0]), namespaceOf(this)), () => original.apply(this, args));
    };
  });
  replace(DatabaseSync.prototype, 'prepare', (original) => {
    return function (...args) {
      try {
        const statement = original.apply(this, args);
        statements.set(statement, { text: statement.sourceSQL, namespace: namespaceOf(this) });
        return statement;
      } catch (error) {
        // Preparing is no operation, unless it is the end of one.
        return traced(start(String(args[0]), namespaceOf(this)), () => {
          throw error;
        });
      }
    };
  });
  for (const name of ['run', 'get', 'all']) {
    replace(StatementSync.prototype, name, (original) => {
      return function (...args) {
        const prepared = statements.get(this);
        const span = start(prepared?.text ?? this.sourceSQL, prepared?.namespace);
        return traced(span, () => {
          const result = original.apply(this, args);
          // What `get` answers with may be an array too: one row.
          if (name === 'all') noteRows(span, result);
          return result;
        });
      };
    });
  }
  replace(StatementSync.prototype, 'iterate', (original) => {
    return function (...args) {
      const prepared = statements.get(this);
      return tracedRows(
        start(prepared?.text ?? this.sourceSQL, prepared?.namespace),
        original.apply(this, args),
      );
    };
  });
};
