import { SyntaxFault } from './fault.ts';
import type { Token, TokenKind } from './tokens.ts';

/** Deepest nesting, so that no text can exhaust the stack. */
const MAX_DEPTH = 200;

/** Reads tokens one after the other, and looks ahead in constant time. */
export interface Cursor {
  /** The token that is next, or the one so many after it. */
  peek(ahead?: number): Token;
  take(): Token;
  /** Takes the token if it is this mark. */
  takeMark(mark: string): Token | undefined;
  isMark(mark: string, ahead?: number): boolean;
  /** How many tokens of names come next: one name may be several, as `ParseJSON` is. */
  nameLength(): number;
  /** What follows the parenthesis that closes the one that is next. */
  afterParenthesis(): Token | undefined;
  fail(expected: string): never;
  /** Runs one level deeper. */
  nested<T>(read: () => T): T;
  /** Tries to read; undefined and nothing taken where the text is something else. */
  attempt<T>(read: () => T): T | undefined;
}

const isName = ({ kind }: Token): boolean => kind === 'upper' || kind === 'lower';

const shown = ({ kind, text }: Token): string => {
  if (kind === 'end') return 'the end';
  return kind === 'string' ? `the string ${text}` : JSON.stringify(text);
};

export const createCursor = (tokens: readonly Token[]): Cursor => {
  let at = 0;
  let depth = 0;
  const failed = new Set<number>();
  const last = tokens.length - 1;
  const closing = new Map<number, number>();
  const open: number[] = [];
  for (const [index, { kind, text }] of tokens.entries()) {
    if (kind !== 'mark') continue;
    if (text === '(') open.push(index);
    else if (text === ')') {
      const opened = open.pop();
      if (opened !== undefined) closing.set(opened, index);
    }
  }
  const nameEnds: number[] = [];
  for (let index = last; index >= 0; index--) {
    const token = tokens[index] as Token;
    nameEnds[index] = isName(token) ? (nameEnds[index + 1] ?? index + 1) : index;
  }
  const peek = (ahead = 0): Token => tokens[Math.min(at + ahead, last)] as Token;
  const isMark = (mark: string, ahead = 0): boolean => {
    const { kind, text }: { kind: TokenKind; text: string } = peek(ahead);
    return kind === 'mark' && text === mark;
  };
  const take = (): Token => {
    const token = peek();
    at = Math.min(at + 1, last);
    return token;
  };
  return {
    peek,
    take,
    isMark,
    takeMark: (mark) => (isMark(mark) ? take() : undefined),
    nameLength: () => (nameEnds[at] ?? at) - at,
    afterParenthesis() {
      const close = closing.get(at);
      return close === undefined ? undefined : tokens[close + 1];
    },
    fail(expected) {
      throw new SyntaxFault(peek().start, `${shown(peek())} is not expected here; expected ${expected}`);
    },
    nested(read) {
      depth++;
      if (depth > MAX_DEPTH) throw new SyntaxFault(peek().start, `nested more than ${MAX_DEPTH} levels deep`);
      const result = read();
      depth--;
      return result;
    },
    attempt(read) {
      const start = at;
      const level = depth;
      // What failed once here fails again: without this the time would grow with the square of the length.
      if (failed.has(start)) return undefined;
      try {
        return read();
      } catch (error) {
        if (!(error instanceof SyntaxFault)) throw error;
        failed.add(start);
        at = start;
        depth = level;
        return undefined;
      }
    },
  };
};
