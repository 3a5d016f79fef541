import type { SettingSource } from '../../../core/settings/index.ts';
import type { Signal } from '../../../node/exporters/otlp-target.ts';
import type { ProcessReport } from '../../../node/report/process-report.ts';

/** One setting in force, without secrets. */
export interface SettingRow {
  /** The environment variable. */
  readonly name: string;
  readonly value: unknown;
  readonly from: SettingSource['from'] | 'default';
  /** The variable that was read, where it is an alias, or the file. */
  readonly source?: string;
}

/** What became of a test export. */
export interface SignalResult {
  readonly signal: Signal;
  /** `off`: not exported; `local`: to the console or a page of the process, not tried. */
  readonly result: 'accepted' | 'partly-accepted' | 'refused' | 'unreachable' | 'off' | 'local';
  readonly url?: string;
  readonly protocol?: string;
  readonly compression?: string;
  /** `HTTP 200 OK`, or why there is none. */
  readonly answer?: string;
  readonly latencyMillis?: number;
  /** What to do. */
  readonly fix?: string;
}

export interface ClockSkew {
  /** How far the server's clock is ahead of this one. */
  readonly skewMillis: number;
  /** The `Date` header has whole seconds, and the answer took its time. */
  readonly uncertaintyMillis: number;
}

export interface Problem {
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly fix?: string;
}

export interface ProgramResult {
  readonly command: readonly string[];
  readonly ended: 'by itself' | 'stopped' | 'killed';
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly seconds: number;
  /** Whether it loads Binnacle itself, or `doctor` made it. */
  readonly loadedBy: 'program' | 'doctor';
}

/** A process without its settings, which are told apart. */
export type ProcessResult = Omit<ProcessReport, 'settings' | 'sources' | 'warnings' | 'said'>;

/** What `binnacle doctor --json` prints. Within one `version`, fields are only added. */
export interface DoctorResult {
  readonly version: 1;
  /** No problem was found; the same as exit status 0. */
  readonly ok: boolean;
  readonly binnacle: string;
  readonly node: string;
  readonly program: ProgramResult | null;
  /** Those with Binnacle, the one that matters first; it is the one whose settings are shown. */
  readonly processes: readonly ProcessResult[];
  readonly settings: readonly SettingRow[];
  readonly signals: readonly SignalResult[];
  readonly clock: ClockSkew | null;
  readonly problems: readonly Problem[];
  /** What could be better and is no problem. */
  readonly hints: readonly string[];
}
