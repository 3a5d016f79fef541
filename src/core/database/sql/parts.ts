import { concernsContext, contextKind, createSqlContext } from './context.ts';
import type { SqlDialect } from './dialects.ts';
import * as token from './reader.ts';
import { nextToken } from './tokens.ts';

/** A word, a name in quotes or a mark of a statement; of a literal only that it is one. */
export interface StatementPart {
  /** Words in upper case, `NAME` for names in quotes, `?` for literals and parameters, else the mark itself. */
  readonly kind: string;
  /** A word or a name as it is written, its quotes included. */
  readonly name: string | undefined;
}

/** A statement that is longer has said what it does by then, in characters. */
const MAX_READ = 8_192;

const partOf = ({ text, start, end }: token.SqlReader, kind: number): StatementPart => {
  switch (kind) {
    case token.WORD: {
      const name = text.slice(start, end);
      return { kind: name.toUpperCase(), name };
    }
    case token.NAME:
      return { kind: 'NAME', name: text.slice(start, end) };
    case token.LITERAL:
    case token.PARAMETER:
    case token.PREFIX:
      return { kind: '?', name: undefined };
    default:
      return { kind: text.slice(start, end), name: undefined };
  }
};

/**
 * What a statement consists of, as far as it is certain. Of one that is broken that is what comes before its first
 * literal.
 */
export const statementParts = (text: string, dialect: SqlDialect): readonly StatementPart[] => {
  const reader = token.createReader(text, dialect);
  const context = createSqlContext(dialect);
  const parts: StatementPart[] = [];
  for (;;) {
    const read = nextToken(reader);
    if (read === token.COMMENT) continue;
    if (read === token.BROKEN) {
      const literal = parts.findIndex(({ kind }) => kind === '?');
      return literal < 0 ? parts : parts.slice(0, literal);
    }
    if (read === token.END || read === token.REST || reader.start >= MAX_READ) return parts;
    const kind = concernsContext(context, reader, read) ? contextKind(context, reader, read) : read;
    if (kind === token.REST) return parts;
    parts.push(partOf(reader, kind));
  }
};
