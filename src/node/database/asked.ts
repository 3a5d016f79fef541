import type { AnyFunction } from './replace-method.ts';

/** What a client is being asked. */
export interface Asked {
  readonly given: string;
  /** Values beside the statement. They are only looked at where the operation is slow. */
  readonly parameters: readonly unknown[] | undefined;
}

let current: Asked | undefined;

/** Answers once, to the operation that it is asked with. */
export const takeAsked = (): Asked | undefined => {
  const taken = current;
  current = undefined;
  return taken;
};

const partOf = (query: unknown, name: string): unknown =>
  typeof query === 'object' && query !== null ? Reflect.get(query, name) : undefined;

/** `query(text, …)`, `query({ text }, …)`, `query({ sql }, …)`; empty where there is none. */
export const statementIn = (query: unknown): string => {
  const text = typeof query === 'string' ? query : (partOf(query, 'text') ?? partOf(query, 'sql'));
  return typeof text === 'string' ? text : '';
};

/** `query(text, values, …)`, `query({ text, values }, …)`. */
const parametersIn = ([query, values]: readonly unknown[]): readonly unknown[] | undefined => {
  const given = Array.isArray(values) ? values : partOf(query, 'values');
  return Array.isArray(given) ? given : undefined;
};

/** For functions that make an operation's span and send its statement: some instrumentations tell it later. */
const askedWith = (query: AnyFunction): AnyFunction =>
  function (...args) {
    current = { given: statementIn(args[0]), parameters: parametersIn(args) };
    try {
      return query.apply(this, args);
    } finally {
      current = undefined;
    }
  };

/** For methods that give what replaces a client's `query`. */
export const noteAsked =
  (patches: AnyFunction): AnyFunction =>
  (...settings) =>
  (original: AnyFunction): AnyFunction =>
    askedWith(patches(...settings)(original));
