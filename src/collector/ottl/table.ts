// What OTTL statements may say in one version of the Collector. Made by collector/schema, which asks the components.

export interface OttlArgument {
  /** The field of the Go struct; as a named argument it is written in snake_case. */
  readonly field: string;
  /** `StringGetter`, `string`, `FunctionGetter` and the like. */
  readonly type: string;
  readonly list?: boolean;
  readonly optional?: boolean;
}

export interface OttlContext {
  /** What paths begin with. */
  readonly prefixes: readonly string[];
  /** The same where a component takes paths without them. */
  readonly barePrefixes: readonly string[];
  readonly enums?: readonly string[];
  /** By full path: how many keys it may have, 0, 1, or 2 for any number. */
  readonly paths: Readonly<Record<string, number>>;
}

export interface OttlTable {
  /** By name; null where a function ignores its arguments, whatever they are. */
  readonly functions: Readonly<Record<string, readonly OttlArgument[] | null>>;
  /** Names of functions, by what registers them and by context. */
  readonly sets: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  readonly contexts: Readonly<Record<string, OttlContext>>;
}
