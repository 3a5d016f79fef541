import { type BoundedMemory, createBoundedMemory } from '../bounded-memory.ts';

/** Statements of programs are few, and each comes often. */
const MAX_STATEMENTS = 500;
/** Longer ones are rarely the same again, in UTF-16 units. */
const MAX_STATEMENT = 2_048;
/** Those of the clients of a program are fewer. Nothing is kept for what is given beyond. */
const MAX_SYSTEMS = 30;

/** What is worked out for a statement is worked out once, if the statement comes again. */
export const onceForStatement = <T>(
  work: (statement: string, system: string | undefined) => T,
): ((statement: string, system: string | undefined) => T) => {
  const memories = new Map<string | undefined, BoundedMemory<T>>();
  return (statement, system) => {
    let memory = memories.get(system);
    if (!memory) {
      if (memories.size >= MAX_SYSTEMS) return work(statement, system);
      memory = createBoundedMemory(MAX_STATEMENTS, MAX_STATEMENT);
      memories.set(system, memory);
    }
    const before = memory.get(statement);
    if (before !== undefined) return before;
    const result = work(statement, system);
    memory.set(statement, result);
    return result;
  };
};
