import type { Place } from '../../document/node.ts';
import type { Difference } from './match.ts';

/** An expectation that was not met. */
export interface Failure {
  /** Where the expectation is written. */
  readonly place: Place;
  readonly message: string;
  readonly differences: readonly Difference[];
  /** It may still be met by what comes later. */
  readonly mayComeTrue: boolean;
  /** It is about what the case promises, not about what it has seen once. */
  readonly isPromise?: boolean;
}
