import { ExprFault } from './fault.ts';
import type { Expression } from './syntax.ts';
import { type Token, type TokenKind, tokensOf } from './tokens.ts';

/** As many parts as one expression may have: https://github.com/expr-lang/expr/blob/v1.17.8/conf/config.go */
const MAX_NODES = 10_000;
/** Deepest nesting, so that no text can exhaust the stack. */
const MAX_DEPTH = 500;

/** Reads the tokens of an expression one after the other. */
export interface Cursor {
  readonly current: Token;
  next(): void;
  is(kind: TokenKind, ...texts: readonly string[]): boolean;
  /** Goes on behind this token, which has to be there. */
  expect(kind: TokenKind, ...texts: readonly string[]): void;
  fail(): never;
  /** The token behind the current one. */
  ahead(): Token;
  /** Counts parts: there may not be too many. */
  count(): void;
  /** Runs one level deeper. */
  nested<T>(read: () => T): T;
  /** Runs where `#` names what a predicate is asked about. */
  inPredicate<T>(read: () => T): T;
  readonly isInPredicate: boolean;
}

/** What the parts of the grammar read with. */
export interface Parser extends Cursor {
  /** An expression whose operators bind at least so strongly. */
  expression(least: number): Expression;
  /** One or more, with semicolons between them. */
  sequence(): Expression;
}

const shown = ({ kind, text }: Token): string => {
  if (kind === 'end') return 'the end';
  return kind === 'string' ? `the string ${JSON.stringify(text)}` : JSON.stringify(text);
};

export const createCursor = (text: string): Cursor => {
  const tokens = tokensOf(text);
  let current = tokens.next().value;
  let stash: Token | undefined;
  let [nodes, depth, predicates] = [0, 0, 0];
  const fail = (): never => {
    throw new ExprFault(current.start, `${shown(current)} is not expected here`);
  };
  const next = (): void => {
    current = stash ?? tokens.next().value;
    stash = undefined;
  };
  const is: Cursor['is'] = (kind, ...texts) =>
    current.kind === kind && (texts.length === 0 || texts.includes(current.text));
  return {
    get current() {
      return current;
    },
    get isInPredicate() {
      return predicates > 0;
    },
    next,
    is,
    fail,
    expect(kind, ...texts) {
      if (!is(kind, ...texts)) {
        const wanted = texts.length > 0 ? `; expected ${texts.map((each) => `"${each}"`).join(' or ')}` : '';
        throw new ExprFault(current.start, `${shown(current)} is not expected here${wanted}`);
      }
      next();
    },
    ahead() {
      stash ??= tokens.next().value;
      return stash;
    },
    count() {
      nodes++;
      if (nodes > MAX_NODES)
        throw new ExprFault(current.start, `the expression has more than ${MAX_NODES} parts`);
    },
    nested(read) {
      depth++;
      if (depth > MAX_DEPTH)
        throw new ExprFault(current.start, `the expression is nested more than ${MAX_DEPTH} levels deep`);
      const result = read();
      depth--;
      return result;
    },
    inPredicate(read) {
      predicates++;
      const result = read();
      predicates--;
      return result;
    },
  };
};
