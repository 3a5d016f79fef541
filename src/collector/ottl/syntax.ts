/** Where it begins in the text, in UTF-16 units. */
interface Placed {
  readonly start: number;
}

export interface Literal extends Placed {
  readonly kind: 'nil' | 'bytes' | 'string' | 'boolean' | 'int' | 'float';
  /** Of a string what it stands for, of others as it is written. */
  readonly text: string;
}

/** `SPAN_KIND_SERVER`, or a function that is given by its name. */
export interface Name extends Placed {
  readonly kind: 'enum' | 'function';
  readonly text: string;
}

export interface Field extends Placed {
  readonly name: string;
  readonly keys: readonly Value[];
}

/** `span.attributes["a"]` */
export interface Path extends Placed {
  readonly kind: 'path';
  /** The first name, where a dot follows it. */
  readonly context?: string;
  readonly fields: readonly Field[];
}

export interface Argument extends Placed {
  readonly name?: string;
  readonly value: Value | Name;
}

export interface Call extends Placed {
  readonly kind: 'call';
  readonly name: string;
  readonly isEditor: boolean;
  readonly arguments: readonly Argument[];
  readonly keys: readonly Value[];
  /** Where its closing parenthesis is. */
  readonly close: number;
}

/** Arithmetic, and whatever is in parentheses or has a sign. */
interface Arithmetic extends Placed {
  readonly kind: 'math';
  readonly operands: readonly Value[];
  /** What stands between them: +, -, * and /. */
  readonly operators?: readonly string[];
  readonly sign?: string;
}

export interface List extends Placed {
  readonly kind: 'list';
  readonly items: readonly Value[];
}

export interface OttlMap extends Placed {
  readonly kind: 'map';
  readonly items: readonly Value[];
}

export type Value = Literal | Name | Path | Call | Arithmetic | List | OttlMap;

/** How a condition is put together. */
export type Test =
  | { readonly kind: 'all' | 'any'; readonly tests: readonly Test[] }
  | { readonly kind: 'not'; readonly test: Test }
  | { readonly kind: 'compare'; readonly operator: string; readonly left: Value; readonly right: Value }
  /** A boolean, or a function that gives one. */
  | { readonly kind: 'value'; readonly value: Value };

export interface Condition {
  /** What it compares and calls: all of it, in order. */
  readonly operands: readonly Value[];
  readonly test: Test;
}

export interface Statement {
  readonly editor: Call;
  readonly where?: Condition;
}
