import type { SettingSource, Settings } from '../../core/settings/index.ts';
import type { Untraced } from './untraced.ts';

/** Whether an instrumentation does its work in a process. */
type InstrumentationStatus =
  | 'active'
  | 'not-loaded'
  | 'not-installed'
  | 'disabled'
  | 'loaded-before'
  | 'unsupported'
  | 'failed';

export interface InstrumentationReport {
  readonly name: string;
  readonly status: InstrumentationStatus;
  /** What it patches here, `express 5.3.0`. */
  readonly packages: readonly string[];
  /** Where it is not active. */
  readonly why?: string;
}

/**
 * What one process with Binnacle writes for `binnacle doctor`, as `<pid>.json` in a folder that only its user can
 * read: the settings are in it as they are, because the test export needs them.
 */
export interface ProcessReport {
  readonly pid: number;
  /** The version of Node. */
  readonly node: string;
  readonly binnacle: string;
  /** The program's main file. */
  readonly main: string | undefined;
  /** It has a server that listens. */
  readonly listening: boolean;
  /** Why Binnacle did not start; undefined where it did. */
  readonly notStarted: string | undefined;
  readonly instrumentations: readonly InstrumentationReport[];
  readonly untraced: Untraced;
  readonly resource: Readonly<Record<string, unknown>>;
  readonly settings: Settings;
  readonly sources: Readonly<Record<string, SettingSource>>;
  /** About settings. */
  readonly warnings: readonly string[];
  /** The lines that Binnacle wrote about itself since. */
  readonly said: readonly string[];
}
