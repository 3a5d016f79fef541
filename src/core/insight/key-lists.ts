import type { Operation } from './operation.ts';
import { isBatched } from './statement-kind.ts';

/** `IN (…)` with what stands in it; a list that has brackets or a quote of another kind in it is none of these. */
const LIST = /\bin\s*\(((?:[^()'"]|'[^']*')*)\)/gi;
const LIST_BEGIN = /\bin\s*\(/gi;

const NUMBER_OR_TEXT = String.raw`[\w.+-]+|N?'[^']*'`;
/** One value, in the text or beside it. */
const ONE = new RegExp(String.raw`^\s*(?:${NUMBER_OR_TEXT}|\?|[$:@]\w+)(?:::[\w ]+)?\s*$`);
const TEXT = /'[^']*'/g;
const BESIDE = /\?|[$:@]\w/;
/** What a driver may write a whole list in place of, before it sends the statement. */
const WRITTEN_OUT = /^\s*[?:]/;

/** Undefined where a list is not understood. */
const listsOf = (given: string): readonly string[] | undefined => {
  const lists = Array.from(given.matchAll(LIST), ([, list = '']) => list);
  return lists.length === (given.match(LIST_BEGIN)?.length ?? 0) ? lists : undefined;
};

const isOne = (list: string, { values }: Operation): boolean =>
  ONE.test(list) && (values !== undefined || !WRITTEN_OUT.test(list));

/** Part of the program, as the states in `state IN ('open', 'paid')`: the same each time. */
const isFixed = (list: string, other: string | undefined): boolean =>
  list === other && !BESIDE.test(list.replace(TEXT, ''));

/** Longer ones stay as they are, so that none takes long. */
const MAX_LENGTH = 2_048;

/** The statement as it would be with one key of each list: lists of any length are alike. */
export const withoutLists = (statement: string): string =>
  statement.length > MAX_LENGTH ? statement : statement.replace(LIST, '= ?');

/**
 * Whether each of these asks for many at once. A list of one key is no batch, nor one that is the same in all of them:
 * what has grown out of `IN (…)` around a single item is a loop like another.
 *
 * @param group with the same statement
 */
export const areBatches = (group: readonly Operation[]): boolean => {
  const [first] = group;
  if (!first || !isBatched(first.statement)) return false;
  if (isBatched(withoutLists(first.statement))) return true;
  const fixed = first.given === undefined ? undefined : listsOf(first.given);
  return !group.every((operation) => {
    const lists = operation.given === undefined ? undefined : listsOf(operation.given);
    return (
      lists !== undefined &&
      lists.length > 0 &&
      lists.every((list, index) => isOne(list, operation) || isFixed(list, fixed?.[index]))
    );
  });
};
