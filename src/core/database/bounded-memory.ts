/** Keeps what was worked out for texts that come again, and forgets what came once. */
export interface BoundedMemory<T> {
  get(text: string): T | undefined;
  set(text: string, value: T): void;
}

/**
 * Two generations: what is not asked for while `size` others come is forgotten. So statements that come again stay,
 * however many come once between them.
 *
 * @param maxLength texts that are longer are not kept, in UTF-16 units: they rarely are the same again
 */
export const createBoundedMemory = <T>(size: number, maxLength: number): BoundedMemory<T> => {
  let young = new Map<string, T>();
  let old = new Map<string, T>();
  const set = (text: string, value: T): void => {
    if (text.length > maxLength) return;
    if (young.size >= size) {
      old = young;
      young = new Map();
    }
    young.set(text, value);
  };
  return {
    get: (text) => {
      const found = young.get(text);
      if (found !== undefined) return found;
      const before = old.get(text);
      if (before !== undefined) set(text, before);
      return before;
    },
    set,
  };
};

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
