import { type Attributes, type Span, SpanStatusCode } from '@opentelemetry/api';
import { withFailure } from './failure.ts';
import { type AnyFunction, telling } from './replace-method.ts';
import type { DatabaseRules } from './rules.ts';

type Command = Readonly<Record<string, unknown>>;
const COLLECTION = 'db.collection.name';

/** `{ aggregate: 'users', … }`, `{ getMore: 7n, collection: 'users' }` */
const collectionOf = (command: Command): string | undefined =>
  [Object.values(command)[0], command.collection].find((name) => typeof name === 'string');

/** Of many commands the driver names `$cmd` and not the collection. For a function that gets the command third. */
export const withCollection =
  (original: AnyFunction): AnyFunction =>
  (...args): Attributes => {
    const attributes: Attributes = original(...args);
    if (attributes[COLLECTION] === '$cmd') attributes[COLLECTION] = collectionOf(args[2]);
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

/** What the driver does on its own to open and close connections; version 3 does not say what that is. */
const OWN = new Set(['undefined', 'endSessions', 'saslStart', 'saslContinue', 'isMaster', 'buildInfo']);

export const mongodbRules: DatabaseRules = {
  roleOf: ({ attributes }) => (OWN.has(String(attributes['db.operation.name'])) ? 'nothing' : 'operation'),
  naming: () => ({}),
  watchesPools: true,
  // `E11000 duplicate key error collection: shop.users index: email_1 dup key: { email: "4a" }`
  message: (message) => message.replace(/ dup key: [\s\S]*/, ''),
  statusCode: ({ code }) => (typeof code === 'number' ? String(code) : undefined),
};
