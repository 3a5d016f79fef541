import type { ConfigPath, Place } from '../document/node.ts';
import type { Severity } from '../problem.ts';
import type { LintContext } from './context.ts';

/** One change of a configuration. It is made in the file in which the value is written. */
export type Fix =
  /** Gives a key its value, or adds both. `value` is YAML on one line. */
  | { readonly do: 'set'; readonly path: ConfigPath; readonly value: string }
  /** Gives a key another value, whatever it had. */
  | { readonly do: 'replace'; readonly path: ConfigPath; readonly value: string }
  /** Takes a key with its value away. Comments on it go to `instead`, where that is there, and stay in its place otherwise. */
  | { readonly do: 'remove'; readonly path: ConfigPath; readonly instead?: ConfigPath }
  | { readonly do: 'remove-item'; readonly path: ConfigPath }
  | { readonly do: 'rename'; readonly path: ConfigPath; readonly to: string }
  | { readonly do: 'rename-item'; readonly path: ConfigPath; readonly to: string }
  /** Moves an item to the first or last place of its list. */
  | { readonly do: 'move'; readonly path: ConfigPath; readonly to: 'first' | 'last' }
  | { readonly do: 'insert-first'; readonly path: ConfigPath; readonly value: string }
  | { readonly do: 'append-item'; readonly path: ConfigPath; readonly value: string }
  /** Replaces a part of a scalar as it is written, where it is a word of its own. */
  | { readonly do: 'replace-text'; readonly path: ConfigPath; readonly from: string; readonly to: string }
  /** Moves a key with its value and comments into a map above it, or into another section of the file. */
  | { readonly do: 'relocate'; readonly path: ConfigPath; readonly to: ConfigPath };

export interface Finding {
  readonly place: Place;
  readonly path: ConfigPath;
  /** What is wrong and what would be right; the path is put before it. */
  readonly message: string;
  /** All of them, or none, are made with `--fix`. */
  readonly fix?: readonly Fix[];
}

/** Something that the Collector accepts and that does harm. One file in `rules/` is one rule. */
export interface LintRule {
  /** The name of its file. */
  readonly id: string;
  readonly severity: Severity;
  /** The documentation that it is from. */
  readonly source: string;
  /** What a configuration is like that follows it. */
  readonly summary: string;
  /** What happens otherwise. */
  readonly why: string;
  /** Laid over `BASE_EXAMPLE`, a configuration in which no rule finds anything. */
  readonly good: string;
  /** The line at which it is found ends with `# here`. */
  readonly bad: string;
  /** What `--fix` makes of `bad`. */
  readonly fixed?: string;
  /** What the command line says beside the examples. */
  readonly options?: { readonly memoryMib: number };
  /** The Collector refuses `bad` as well. */
  readonly isRefused?: true;
  check(context: LintContext): Iterable<Finding>;
}
