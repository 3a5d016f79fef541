import { type Attributes, type Span, SpanStatusCode } from '@opentelemetry/api';
import { withFailure } from './failure.ts';
import { cleanMongodbMessage } from './mongodb-message.ts';
import { type AnyFunction, telling } from './replace-method.ts';
import type { DatabaseRules } from './rules.ts';

type Command = Readonly<Record<string, unknown>>;
const COLLECTION = 'db.collection.name';
const OPERATION = 'db.operation.name';

/**
 * Commands that begin with a collection: https://www.mongodb.com/docs/manual/reference/command/. Others begin with
 * the name of a user or a role, or with whatever else a program asks.
 */
const OF_COLLECTIONS = new Set(
  (
    'aggregate analyze collMod collStats compact convertToCapped count create createIndexes createSearchIndexes ' +
    'delete distinct drop dropIndexes dropSearchIndex find findAndModify findandmodify geoNear geoSearch group ' +
    'insert killCursors listIndexes listSearchIndexes mapReduce mapreduce parallelCollectionScan planCacheClear ' +
    'planCacheClearFilters planCacheListFilters planCacheSetFilter reIndex update updateSearchIndex validate'
  ).split(' '),
);

/** `{ aggregate: 'users', … }`, `{ getMore: 7n, collection: 'users' }` */
const collectionOf = (command: Command): string | undefined => {
  const [operation = '', first] = Object.entries(command)[0] ?? [];
  const name = operation === 'getMore' ? command.collection : OF_COLLECTIONS.has(operation) && first;
  return typeof name === 'string' ? name : undefined;
};

/** Of many commands the driver names `$cmd` and not the collection. For a function that gets the command third. */
export const withCollection =
  (original: AnyFunction): AnyFunction =>
  (...args): Attributes => {
    const attributes: Attributes = original(...args);
    if (attributes[COLLECTION] === '$cmd') attributes[COLLECTION] = collectionOf(args[2]);
    return attributes;
  };

/** Of version 3 the instrumentation names few commands. For a function that gets the command third. */
export const withOperation =
  (original: AnyFunction): AnyFunction =>
  (...args): Attributes => {
    const attributes: Attributes = original(...args);
    attributes[OPERATION] ??= Object.keys(args[2] ?? {})[0];
    return attributes;
  };

interface WriteError {
  readonly code?: number;
  readonly errmsg?: string;
}
interface Answer {
  readonly writeErrors?: readonly WriteError[];
  /** Of an answer that newer versions have not read yet. */
  readonly has?: (key: string) => boolean;
  readonly toObject?: () => Answer;
  /** Of version 3. */
  readonly result?: { readonly writeErrors?: readonly WriteError[] };
}

const writeErrorOf = (answer: Answer | undefined): WriteError | undefined => {
  if (typeof answer?.has !== 'function') return (answer?.writeErrors ?? answer?.result?.writeErrors)?.[0];
  return answer.has('writeErrors') ? answer.toObject?.().writeErrors?.[0] : undefined;
};

/** A write that failed comes in an answer that did not. For a function that gives what is called at the end. */
export const withWriteErrors =
  (original: AnyFunction): AnyFunction =>
  (span: Span | undefined, ...rest) => {
    const end = telling(original(span, ...rest));
    const check: AnyFunction = function (error, answer: Answer | undefined, ...others) {
      const failed = error ? undefined : writeErrorOf(answer);
      if (failed)
        withFailure(failed, () =>
          span?.setStatus({ code: SpanStatusCode.ERROR, message: failed.errmsg ?? 'write error' }),
        );
      return end.call(this, error, answer, ...others);
    };
    return check;
  };

/** What the drivers do on their own to open and close connections. */
const OWN = new Set(
  'undefined endSessions saslStart saslContinue getnonce authenticate isMaster buildInfo'.split(' '),
);

export const mongodbRules: DatabaseRules = {
  roleOf: ({ attributes }) => (OWN.has(String(attributes[OPERATION])) ? 'nothing' : 'operation'),
  naming: () => ({}),
  watchesPools: true,
  message: cleanMongodbMessage,
  statusCode: ({ code }) => (typeof code === 'number' ? String(code) : undefined),
};
