/**
 * One token of SQL at a time, and each character once: blanks and comments, string literals, quoted names, words,
 * numbers, any other character. An open quote or comment reaches to the end.
 */
const TOKEN =
  /(?<skipped>\s+|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|(?<literal>[nNeExXbB]?'(?:[^']|'')*'?|\$(?<tag>[A-Za-z_]*)\$[\s\S]*?(?:\$\k<tag>\$|$)|\d[\w.]*)|(?<quoted>"[^"]*"?|`[^`]*`?|\[\w[\w $-]*\])|(?<word>[\p{L}_@#][\p{L}\p{N}_$@#]*)|[\s\S]/gu;

/** A word or a character that is neither blank nor part of a literal. */
export interface SqlToken {
  /** Words in upper case, quoted names as `NAME`, literals as `?`. */
  readonly kind: string;
  /** A name without its quotes. */
  readonly name: string | undefined;
}

/** Where a string ends that has one of these depends on the database, and a value must not be taken for a name. */
const ESCAPED_QUOTE = /\\['"`]/;

export const sqlTokens = function* (text: string): Generator<SqlToken> {
  const unclear = text.search(ESCAPED_QUOTE);
  const clear = unclear < 0 ? text : text.slice(0, unclear);
  for (const { 0: all, groups = {} } of clear.matchAll(TOKEN)) {
    const { skipped, literal, quoted, word } = groups;
    if (skipped !== undefined) continue;
    if (literal !== undefined) yield { kind: '?', name: undefined };
    else if (quoted !== undefined) yield { kind: 'NAME', name: quoted.slice(1, -1) };
    else if (word !== undefined) yield { kind: word.toUpperCase(), name: word };
    else yield { kind: all, name: undefined };
  }
};
