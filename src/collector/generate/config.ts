type Components = Readonly<Record<string, unknown>>;

export interface PipelineConfig {
  readonly receivers: readonly string[];
  readonly processors: readonly string[];
  readonly exporters: readonly string[];
}

/** A Collector configuration, or a part that is merged into one. */
export interface CollectorConfig {
  readonly extensions?: Components;
  readonly receivers?: Components;
  readonly processors?: Components;
  readonly connectors?: Components;
  readonly exporters?: Components;
  readonly service?: {
    readonly extensions?: readonly string[];
    readonly telemetry?: Components;
    readonly pipelines?: Readonly<Record<string, Partial<PipelineConfig>>>;
  };
}
