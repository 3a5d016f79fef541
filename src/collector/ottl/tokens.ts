import { SyntaxFault } from './fault.ts';
import { unquote } from './go-string.ts';

export type TokenKind =
  | 'bytes'
  | 'float'
  | 'int'
  | 'string'
  | 'nil'
  | 'not'
  | 'or'
  | 'and'
  | 'comparison'
  | 'arrow'
  | 'sign'
  | 'factor'
  | 'boolean'
  | 'mark'
  | 'upper'
  | 'lower'
  | 'underscore'
  | 'end';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** Of a string: what it stands for. */
  readonly value?: string;
  readonly start: number;
  readonly end: number;
}

/** The first that matches is taken, not the longest: `nilable` is a name, `Nor` is `N` and `or`. */
const RULES: readonly (readonly [TokenKind | 'space', RegExp])[] = [
  ['bytes', /0x[a-fA-F0-9]+/y],
  ['float', /(?:\d+\.\d*|\d*\.\d+)(?:[eE][-+]?\d+)?/y],
  ['int', /\d+/y],
  ['string', /"(?:\\[^\n]|[^\\"])*"/y],
  ['nil', /nil\b/y],
  ['not', /not\b/y],
  ['or', /or\b/y],
  ['and', /and\b/y],
  ['comparison', /==|!=|>=|<=|>|</y],
  ['arrow', /=>/y],
  ['sign', /[+-]/y],
  ['factor', /[/*]/y],
  ['boolean', /(?:true|false)\b/y],
  ['mark', /[=(){}:,.[\]]/y],
  ['upper', /[A-Z][A-Z0-9_]*/y],
  ['lower', /[a-z][a-z0-9_]*/y],
  ['space', /[\t\n\f\r ]+/y],
  ['underscore', /_\b/y],
];

const next = (text: string, at: number): readonly [TokenKind | 'space', number] => {
  for (const [kind, pattern] of RULES) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) return [kind, at + match[0].length];
  }
  if (text[at] === '"') throw new SyntaxFault(at, 'the string has no closing "');
  if (text[at] === "'") throw new SyntaxFault(at, `' does not begin a string; use "`);
  if (text.startsWith('&&', at)) throw new SyntaxFault(at, '"&&" is not known; use "and"');
  if (text.startsWith('||', at)) throw new SyntaxFault(at, '"||" is not known; use "or"');
  if (text[at] === '!') throw new SyntaxFault(at, '"!" is not known; use "not"');
  throw new SyntaxFault(at, `"${String.fromCodePoint(text.codePointAt(at) ?? 0)}" is not expected`);
};

export const tokenize = (text: string): readonly Token[] => {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const [kind, end] = next(text, at);
    if (kind !== 'space') {
      const token = { kind, text: text.slice(at, end), start: at, end };
      tokens.push(kind === 'string' ? { ...token, value: unquote(text, at, end) } : token);
    }
    at = end;
  }
  tokens.push({ kind: 'end', text: '', start: text.length, end: text.length });
  return tokens;
};
