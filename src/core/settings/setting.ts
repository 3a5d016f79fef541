import type { ValueType } from './value-types.ts';

/** One row of the table of settings. */
export interface Setting<T, D extends T | undefined = T | undefined> {
  /** The environment variable. */
  readonly name: string;
  /** Other variables that mean the same, read in this order where `name` is not set. */
  readonly aliases: readonly string[];
  readonly type: ValueType<T>;
  readonly default: D;
  /** `ms`, `bytes`, `days`, … where the value is a quantity. */
  readonly unit?: string;
  readonly doc: string;
  /** The value may be a secret; it is never shown. */
  readonly secret?: true;
  /** Accepted, but this version does nothing with it, and says so when it is set. */
  readonly notYet?: true;
}

type SettingOptions = Partial<Pick<Setting<unknown>, 'aliases' | 'unit' | 'secret' | 'notYet'>>;

/** A setting with a default. */
export const setting = <T>(
  name: string,
  type: ValueType<T>,
  defaultValue: T,
  doc: string,
  options: SettingOptions = {},
): Setting<T, T> => ({ aliases: [], ...options, name, type, default: defaultValue, doc });

/** A setting that has no value unless somebody gives one. */
export const optional = <T>(
  name: string,
  type: ValueType<T>,
  doc: string,
  options: SettingOptions = {},
): Setting<T, undefined> => ({ aliases: [], ...options, name, type, default: undefined, doc });
