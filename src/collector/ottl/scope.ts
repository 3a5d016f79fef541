import type { OttlFault } from './fault.ts';
import type { Value } from './syntax.ts';
import type { OttlContext, OttlTable } from './table.ts';

/**
 * How a component takes paths: `required` wants `span.name`, `optional` takes `name` too and puts the context before
 * it, `bare` is the older form of the same.
 */
export type Prefix = 'required' | 'optional' | 'bare';

/** In which context a statement is checked, and what it may say there. */
export interface Scope {
  readonly table: OttlTable;
  readonly context: string;
  readonly known: OttlContext;
  /** Names of functions. */
  readonly functions: readonly string[];
  /** There may be more of them. */
  readonly isOpen: boolean;
  readonly prefix: Prefix;
  readonly faults: OttlFault[];
  /** Checks a value and all that is in it. */
  check(value: Value): void;
}

export const addFault = (scope: Scope, offset: number, message: string): void => {
  scope.faults.push({ offset, message });
};
