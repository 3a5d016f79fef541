// Tokens of JavaScript, as far as it takes to find the functions in it. Of broken code it makes something, and ends.

export interface Token {
  readonly kind: 'name' | 'punctuator' | 'literal' | 'template';
  readonly text: string;
  readonly start: number;
}

const SPACE = /(?:[\s\ufeff]+|\/\/[^\n\r\u2028\u2029]*|\/\*[\s\S]*?\*\/|^#![^\n]*)+/y;
const NAME =
  /(?:[#@$_\p{ID_Start}]|\\u(?:\{[\da-fA-F]+\}|[\da-fA-F]{4}))(?:\p{ID_Continue}|[$\u200c]|\u200d|\\u(?:\{[\da-fA-F]+\}|[\da-fA-F]{4}))*/uy;
const NUMBER = /(?:0[xXbBoO][\da-fA-F_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d[\d_]*)?)n?/y;
const PUNCTUATOR =
  /=>|===?|!==?|\.{3}|\?\.(?!\d)|\+\+|--|>>>=?|>>=?|<<=?|\*\*=?|&&=?|\|\|=?|\?\?=?|[-+*/%&|^<>]=?|[\s\S]/y;

/** Behind these words a value begins, and a slash is the start of a pattern. */
const BEFORE_VALUE =
  /^(?:return|typeof|case|in|of|delete|void|throw|new|instanceof|else|do|await|yield|extends|default)$/;
/** Behind their parentheses a statement begins. */
const BEFORE_STATEMENT = /^(?:if|while|for|with)$/;

const matchAt = (pattern: RegExp, code: string, at: number): string | undefined => {
  pattern.lastIndex = at;
  return pattern.exec(code)?.[0];
};

/** The end of a text in quotes; that of the line where the quote is missing. */
const endOfString = (code: string, start: number): number => {
  const quote = code[start];
  for (let at = start + 1; at < code.length; at++) {
    const char = code[at];
    if (char === '\\') at++;
    else if (char === quote) return at + 1;
    else if (char === '\n') return at;
  }
  return code.length;
};

const endOfPattern = (code: string, start: number): number => {
  let isInClass = false;
  for (let at = start + 1; at < code.length; at++) {
    const char = code[at];
    if (char === '\\') at++;
    else if (char === '[') isInClass = true;
    else if (char === ']') isInClass = false;
    else if (char === '\n') return at;
    else if (char === '/' && !isInClass) return at + 1 + (matchAt(/\w*/y, code, at + 1)?.length ?? 0);
  }
  return code.length;
};

/** The end of a piece of a template: behind the closing quote, or before `${`. */
const endOfTemplate = (code: string, start: number): number => {
  for (let at = start; at < code.length; at++) {
    const char = code[at];
    if (char === '\\') at++;
    else if (char === '`') return at + 1;
    else if (char === '$' && code[at + 1] === '{') return at;
  }
  return code.length;
};

interface Open {
  /** A slash behind the closing bracket begins a pattern. */
  readonly isBeforePattern: boolean;
  readonly isTemplate: boolean;
}

/** All tokens of a program, without comments. */
export function* tokensOf(code: string): Generator<Token> {
  const open: Open[] = [];
  let last: Token | undefined;
  let beforeLast: Token | undefined;
  let isPatternNext = true;
  let at = 0;

  const isKeyword = (token: Token | undefined, before: Token | undefined, words: RegExp): boolean =>
    token?.kind === 'name' && before?.text !== '.' && before?.text !== '?.' && words.test(token.text);
  const token = (kind: Token['kind'], end: number): Token => {
    const made = {
      kind,
      text: kind === 'literal' || kind === 'template' ? '' : code.slice(at, end),
      start: at,
    };
    if (kind === 'literal') (made as { text: string }).text = code.slice(at, Math.min(end, at + 200));
    beforeLast = last;
    last = made;
    at = end;
    return made;
  };
  const opening = (text: string): Open => ({
    isTemplate: text === '${',
    isBeforePattern:
      text === '('
        ? isKeyword(last, beforeLast, BEFORE_STATEMENT)
        : // A block, not a value.
          text === '{' && !(last?.kind === 'punctuator' && /^(?:[=(,:[?]|[|&?]{2}|\.{3})$/.test(last.text)),
  });

  while (at < code.length) {
    at += matchAt(SPACE, code, at)?.length ?? 0;
    const char = code[at];
    if (char === undefined) return;
    const name = char === '$' && code[at + 1] === '{' ? undefined : matchAt(NAME, code, at);
    if (name !== undefined) {
      const made = token('name', at + name.length);
      isPatternNext = isKeyword(made, beforeLast, BEFORE_VALUE);
      yield made;
    } else if (char === '"' || char === "'") {
      yield token('literal', endOfString(code, at));
      isPatternNext = false;
    } else if (/\d/.test(char) || (char === '.' && /\d/.test(code[at + 1] ?? ''))) {
      yield token('literal', at + (matchAt(NUMBER, code, at)?.length || 1));
      isPatternNext = false;
    } else if (char === '`') {
      yield token('template', endOfTemplate(code, at + 1));
      isPatternNext = false;
    } else if (char === '$' && code[at + 1] === '{') {
      open.push(opening('${'));
      yield token('punctuator', at + 2);
      isPatternNext = true;
    } else if (char === '/' && isPatternNext) {
      yield token('template', endOfPattern(code, at));
      isPatternNext = false;
    } else {
      const text = matchAt(PUNCTUATOR, code, at) ?? char;
      if (text === '(' || text === '[' || text === '{') open.push(opening(text));
      const closed = text === ')' || text === ']' || text === '}' ? open.pop() : undefined;
      yield token('punctuator', at + text.length);
      isPatternNext = closed
        ? text !== ']' && closed.isBeforePattern
        : text !== '++' && text !== '--' && text !== ')' && text !== ']';
      if (closed?.isTemplate) {
        yield token('template', endOfTemplate(code, at));
        isPatternNext = false;
      }
    }
  }
}
