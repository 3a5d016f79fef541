import { context as contextApi } from '@opentelemetry/api';
import { markFailed } from '../mark-failed.ts';
import { randomIds } from '../random-ids.ts';
import { business } from './business.ts';
import { carriedIn, ID } from './carried.ts';
import { expectFunction, OpenTransaction, tracer } from './open-transaction.ts';
import { addOpen } from './open-transactions.ts';
import { isPromiseLike, settle } from './settle.ts';
import type { Transaction } from './transaction-handle.ts';
import { nameOf, resolveOptions, type TransactionOptions } from './transaction-options.ts';
import { areUnobserved, createUnobserved } from './unobserved.ts';

const openNew = (given: string, options: TransactionOptions): OpenTransaction => {
  const name = nameOf(given);
  return new OpenTransaction(
    name,
    randomIds.generateTraceId(),
    resolveOptions(name, options),
    contextApi.active(),
  );
};

/**
 * Starts a transaction that crosses functions, requests or processes. Each step is a span where it happens; the
 * transaction's own span, which links them, is made when it ends.
 *
 * @param name of few kinds, such as `checkout`; what tells one from another belongs into attributes
 */
export const startTransaction = (name: string, options: TransactionOptions = {}): Transaction => {
  if (areUnobserved()) return createUnobserved(nameOf(name));
  const opened = openNew(name, options);
  const own = business();
  if (!own) return opened;
  own.open ??= new Map();
  addOpen(own.open, opened);
  if (own.stored) opened.keep(own.stored);
  else opened.watch();
  return opened;
};

const ID_PATTERN = /^[\da-f]{32}$/;

/**
 * Goes on with a transaction that this process or, with a store, another one has started. Undefined where there is none
 * that is open, or the store is away. Never rejects.
 *
 * @param id that of the transaction whose baggage came with the request, unless another is given
 */
export const resumeTransaction = async (
  id: unknown = carriedIn(contextApi.active())?.[ID],
): Promise<Transaction | undefined> => {
  const own = business();
  if (typeof id !== 'string' || !ID_PATTERN.test(id) || !own) return undefined;
  const { stored } = own;
  const here = own.open?.get(id);
  if (here || !stored) return here;
  const active = contextApi.active();
  const answer = await stored.get(id);
  if (answer === 'away' || !answer.value) return undefined;
  const { record, ageMillis } = answer.value;
  const { name, slaMillis, timeoutMillis, attributes } = record;
  const resumed = new OpenTransaction(name, id, { slaMillis, timeoutMillis, attributes }, active, ageMillis);
  resumed.resume(stored);
  return resumed;
};

type Work<T> = (transaction: Pick<Transaction, 'id' | 'name' | 'step'>) => T;

/**
 * Runs a function, synchronous or not, as a business transaction: a span, a count, a duration, and its SLA. What it
 * throws fails the transaction and is thrown on.
 */
export const transaction: {
  <T>(name: string, options: TransactionOptions, work: Work<T>): T;
  <T>(name: string, work: Work<T>): T;
} = <T>(name: string, given: TransactionOptions | Work<T>, last?: Work<T>): T => {
  const [options, work] = typeof given === 'function' ? [{}, given] : [given, last as Work<T>];
  expectFunction('transaction', name, work);
  if (areUnobserved()) return work(createUnobserved(nameOf(name)));
  const open = openNew(name, options);
  return tracer().startActiveSpan(open.name, { attributes: open.attributes }, open.context, (span) =>
    settle(
      () => {
        const result = work(open);
        // Nothing could tell of one that ends before the event loop goes on.
        if (isPromiseLike(result)) open.watch();
        return result;
      },
      (error) => {
        span.setAttributes(open.close(error ? 'failed' : 'completed'));
        if (error) markFailed(span, error.thrown);
        span.end();
      },
    ),
  );
};
