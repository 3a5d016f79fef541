/** One instrumentation is one file in `instrumentations/`. */
export interface InstrumentationModule {
  /** Short name, as in `OTEL_NODE_ENABLED_INSTRUMENTATIONS`; equals the file's name. */
  readonly name: string;
  /** What it is for, in the documentation's table. */
  readonly summary: string;
  /** The npm packages that it patches. It is loaded when the program loads the first of them; without any, at start. */
  readonly packages: readonly string[];
  /** The built-in modules that it patches. */
  readonly builtins: readonly string[];
  /** What it gives back is nobody's; most give the instrumentation itself. */
  create(): unknown;
}

/** What is known of an instrumentation without loading it. */
export type InstrumentationEntry = Omit<InstrumentationModule, 'create'>;
