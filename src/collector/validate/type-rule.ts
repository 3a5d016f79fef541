import type { ConfigPath } from '../document/node.ts';
import type { View } from './view.ts';

/** What a rule finds: at the key under the view's path, or at the view where the path is empty. */
export interface Finding {
  readonly at: ConfigPath;
  readonly message: string;
  /** Where in a text that is written there, in UTF-16 units. */
  readonly offset?: number;
}

/** When the Collector applies a rule, and so refuses. */
export type RuleTime =
  /** With the configuration, whether it is used or not. */
  | 'validated'
  /** When a pipeline that uses the component is built, which `otelcol validate` does too. */
  | 'created'
  /** When the Collector starts: `otelcol validate` knows nothing of it. */
  | 'started';

/** What the code of one Go type asks of a value as a whole, which its structure does not show. */
export interface TypeRule {
  /** As the schema names it. */
  readonly type: string;
  readonly when: RuleTime;
  readonly source: string;
  /** Configurations of one component: they are the rule's tests. */
  readonly good: string;
  readonly bad: string;
  check(view: View): Iterable<Finding>;
}
