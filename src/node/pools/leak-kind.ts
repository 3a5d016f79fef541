import type { Attributes, Context } from '@opentelemetry/api';
import type { Stack } from '../insight/stack.ts';

/** A connection that was taken and not yet given back. */
export interface Held {
  readonly sinceMillis: number;
  /** Where it was taken; undefined where nobody looked. */
  readonly stack: Stack | undefined;
  readonly context: Context;
  isTold: boolean;
}

/** How connections that are not given back are told. */
export interface LeakKind {
  readonly meter: string;
  readonly counter: string;
  readonly description: string;
  readonly eventName: string;
  /** What was done to get one, before its place: `taken`. */
  readonly gotten: string;
  /** Before how long it has been held: `a connection of the pool X`. */
  what(name: string): string;
  /** After it. */
  readonly why: string;
}

/** Whoever hands out connections, and what is not yet given back, in the order in which it was taken. */
export interface LeakSource {
  readonly name: string;
  readonly kind: LeakKind;
  readonly attributes: Attributes;
  readonly held: ReadonlyMap<object, Held>;
  /** Whether a connection is held for good reason. */
  isMeant(connection: object, limitMillis: number): boolean;
}
