import type { Attributes } from '@opentelemetry/api';
import { type BoundedMemory, createBoundedMemory } from '../../core/database/bounded-memory.ts';
import { obfuscateStatement } from '../../core/database/obfuscate-statement.ts';
import { type SqlSummary, summariseSql } from '../../core/database/summarise-sql.ts';

export interface KnownStatement {
  /** Without its literals: `db.query.text`. */
  readonly text: string;
  readonly summary: SqlSummary;
}

/** Statements of programs are few, and each comes often. */
const MAX_KNOWN = 500;
/** Longer ones are rarely the same again, in UTF-16 units. */
const MAX_KNOWN_LENGTH = 2_048;

/** By system, which are those of the clients that are instrumented. */
const memories = new Map<string | undefined, BoundedMemory<KnownStatement>>();

const memoryOf = (system: string | undefined): BoundedMemory<KnownStatement> => {
  let memory = memories.get(system);
  if (!memory) {
    memory = createBoundedMemory(MAX_KNOWN, MAX_KNOWN_LENGTH);
    memories.set(system, memory);
  }
  return memory;
};

/** What may be told of a statement. Worked out once for one that comes again. */
const knownStatement = (text: string, system: string | undefined): KnownStatement => {
  const memory = memoryOf(system);
  const before = memory.get(text);
  if (before) return before;
  const known = { text: obfuscateStatement(text, system), summary: summariseSql(text, { system }) };
  memory.set(text, known);
  return known;
};

/** The statement of an operation without its literals, as an attribute; nothing where there is no statement. */
export const knownTextOf = (attributes: Readonly<Attributes>): Attributes => {
  const known = knownStatementOf(attributes);
  return known ? { 'db.query.text': known.text } : {};
};

export const knownStatementOf = (attributes: Readonly<Attributes>): KnownStatement | undefined => {
  const { 'db.query.text': statement, 'db.system.name': system } = attributes;
  if (typeof statement !== 'string') return undefined;
  return knownStatement(statement, typeof system === 'string' ? system : undefined);
};
