/** What a step of a plan does, as far as its faults can be told from it. */
export type StepKind = 'table_scan' | 'index' | 'sort' | 'nested_loop' | 'other';

/** How a sort is done. */
export interface PlanSort {
  /** As the database writes them: `created DESC`. */
  readonly keys: readonly string[];
  /** What it is expected to hold. */
  readonly bytes: number;
  /** Whether it did not fit into memory; undefined where nobody has run it. */
  readonly isOnDisk: boolean | undefined;
}

/** One step of a plan, with those that give it rows. */
export interface PlanStep {
  readonly kind: StepKind;
  /** In the database’s words: `Seq Scan`, `ALL`. */
  readonly name: string;
  /** As a statement has to write it; undefined where it reads none. */
  readonly table?: string;
  readonly alias?: string;
  /** That come out of it each time, as the database expects. */
  readonly rows: number;
  /** The same as it was, where the statement was run for the plan. */
  readonly actualRows?: number;
  /** What the rows it reads are held against; it has literals. */
  readonly filter?: string;
  /** What an index answers; it has literals. */
  readonly indexCondition?: string;
  readonly index?: string;
  /** That could have been used, and are not. */
  readonly unusedIndexes?: readonly string[];
  readonly sort?: PlanSort;
  /** Whether it is held against what was read before by a hash, so that each of its rows is looked at once. */
  readonly isHashed?: boolean;
  readonly steps: readonly PlanStep[];
}

/** How a database answers a statement. */
export interface Plan {
  readonly system: 'postgresql' | 'mysql' | 'mariadb';
  /** In the database’s own unit; undefined where it tells none. */
  readonly cost: number | undefined;
  readonly root: PlanStep;
}

/** What is known of a table beside the plan. */
export interface TableFacts {
  /** As the plan has it. */
  readonly table: string;
  /** Estimated by the database. */
  readonly rows: number;
  /** Types by name of the column. */
  readonly columns: Readonly<Record<string, string>>;
  /** Different values by name of the column, where that is known. */
  readonly distinct: Readonly<Record<string, number>>;
  /** Columns of each index, in their order; an expression is empty. */
  readonly indexes: readonly (readonly string[])[];
}

/** What a plan is judged by beside itself. */
export interface PlanFacts {
  readonly tables: readonly TableFacts[];
  /** What one sort may hold. */
  readonly sortMemoryBytes: number;
  /** How many rows the application got; undefined where that is not known. */
  readonly rowsSeen?: number | undefined;
  /** Whether the plan was made without knowing the values. */
  readonly isGeneric: boolean;
}

export type PlanFindingKind =
  | 'sequential_scan'
  | 'index_not_used'
  | 'row_estimate'
  | 'sort_on_disk'
  | 'nested_loop';

/** A fault of a plan, without values. */
export interface PlanFinding {
  readonly kind: PlanFindingKind;
  readonly table?: string;
  readonly message: string;
  /** A statement that may mend it. */
  readonly fix?: string;
}

/** All steps, outer ones first. */
export const stepsOf = (step: PlanStep): readonly PlanStep[] => [step, ...step.steps.flatMap(stepsOf)];
