import type { SettingKey, Settings } from '../core/settings/index.ts';

/** A file of an ES module that an instrumentation patches. */
export interface EsFile {
  /** From the package's name on: `openai/index.mjs`. */
  readonly file: string;
  /** What the instrumentation knows it by: the package's name for its main file, else the name of the file. */
  readonly name: string;
  /**
   * The exports that the instrumentation may replace, and `default` where the file has one. What it only changes in
   * place, such as the prototype of a class, needs no mention.
   */
  readonly exports: readonly string[];
}

/** One instrumentation is one file in `instrumentations/`. */
export interface InstrumentationModule {
  /** Short name, as in `OTEL_NODE_ENABLED_INSTRUMENTATIONS`; equals the file's name. */
  readonly name: string;
  /** What it is for, in the documentation's table. */
  readonly summary: string;
  /**
   * The npm packages that it patches. It is loaded when the program loads the first of them; without packages,
   * `lateBuiltins` and `globals`, at start.
   */
  readonly packages: readonly string[];
  /** The built-in modules that it patches at start. */
  readonly builtins: readonly string[];
  /** It only measures the process, so it may wait until the program has started. */
  readonly canWait?: true;
  /** Built-in modules that few programs use, without `node:`: when the program loads one, it is created and patches that. */
  readonly lateBuiltins?: readonly string[];
  /** Global names that a library reads to find its instrumentation: it is loaded when one is first read. */
  readonly globals?: readonly string[];
  /** What it patches of packages that are ES modules. */
  readonly esFiles?: readonly EsFile[];
  /** Packages that tell of themselves whatever way they are loaded: it is created at start where one is installed. */
  readonly whenInstalled?: readonly string[];
  /** The setting without which it has nothing to do. */
  readonly needs?: SettingKey;
  /** Off unless `BINNACLE_EXTRA_INSTRUMENTATIONS` or `OTEL_NODE_ENABLED_INSTRUMENTATIONS` names it. */
  readonly isExtra?: boolean;
  /** The npm package that it is for, where it patches none. */
  readonly library?: string;
  /** Versions that it patches, in the documentation's table; in npm's notation. */
  readonly versions?: string;
  /** What it makes, in the documentation's table; spans if it is not said. */
  readonly makes?: readonly ('spans' | 'metrics' | 'logs' | 'context')[];
  /** What it gives back is only looked at by `binnacle doctor`; most give upstream's instrumentation. */
  create(settings: Settings): unknown;
}

/** What is known of an instrumentation without loading it. */
export type InstrumentationEntry = Omit<InstrumentationModule, 'create' | 'library' | 'versions' | 'makes'>;
