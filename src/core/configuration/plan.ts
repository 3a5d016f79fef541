import type { IncludeExclude, SamplerNode } from '../sampling/sampler-node.ts';
import type { Settings } from '../settings/index.ts';

// What a configuration file asks for, as data: settings, and what settings cannot express.

/** The settings of one exporter where they differ from those of the service. */
export type ExporterSettings = Partial<Settings>;

export const INSTRUMENT_TYPES = [
  'counter',
  'gauge',
  'histogram',
  'observable_counter',
  'observable_gauge',
  'observable_up_down_counter',
  'up_down_counter',
] as const;
export type InstrumentTypeName = (typeof INSTRUMENT_TYPES)[number];

/** Most attribute sets of one instrument. */
export type CardinalityLimits = { readonly [K in InstrumentTypeName | 'default']?: number };

export interface PrometheusOptions {
  readonly withoutScopeInfo: boolean;
  readonly withoutTargetInfo: boolean;
  /** The resource attributes that become labels of every metric. */
  readonly resourceLabels: IncludeExclude | undefined;
}

export interface MetricReaderPlan {
  readonly settings: ExporterSettings;
  readonly cardinalityLimits: CardinalityLimits | undefined;
  /** Most metric data points of one export. */
  readonly maxExportBatchSize: number | undefined;
  readonly prometheus: PrometheusOptions | undefined;
}

export type AggregationPlan =
  | { readonly kind: 'default' | 'drop' | 'sum' | 'last-value' }
  | {
      readonly kind: 'explicit-buckets';
      readonly boundaries: readonly number[] | undefined;
      readonly recordMinMax: boolean;
    }
  | {
      readonly kind: 'exponential-buckets';
      readonly maxSize: number | undefined;
      readonly recordMinMax: boolean;
    };

export interface ViewPlan {
  /** Patterns with `*` and `?`; undefined matches all. */
  readonly instrumentName: string | undefined;
  readonly instrumentType: InstrumentTypeName | undefined;
  readonly instrumentUnit: string | undefined;
  readonly meterName: string | undefined;
  readonly meterVersion: string | undefined;
  readonly meterSchemaUrl: string | undefined;
  readonly name: string | undefined;
  readonly description: string | undefined;
  readonly aggregation: AggregationPlan | undefined;
  readonly cardinalityLimit: number | undefined;
  readonly attributeKeys: IncludeExclude | undefined;
}

export type AttributeValue = string | number | boolean | readonly (string | number | boolean)[];

export interface ResourcePlan {
  /** With the types that the file gives them. */
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  /** Which of the detected attributes are kept. */
  readonly detected: IncludeExclude | undefined;
  readonly schemaUrl: string | undefined;
}

export interface LoggerRule {
  readonly enabled: boolean;
  /** https://opentelemetry.io/docs/specs/otel/logs/data-model/#field-severitynumber */
  readonly minimumSeverity: number;
  readonly traceBased: boolean;
}

export interface LoggerRules {
  readonly fallback: LoggerRule;
  /** The first whose pattern matches the logger's name. */
  readonly rules: readonly { readonly name: string; readonly rule: LoggerRule }[];
}

export interface ConfigurationPlan {
  readonly fileFormat: string;
  /** What the file sets of the settings of the service. */
  readonly settings: ExporterSettings;
  /** One for each processor; none where the signal is not wanted. */
  readonly traces: readonly ExporterSettings[];
  readonly metrics: readonly MetricReaderPlan[];
  readonly logs: readonly ExporterSettings[];
  /** Undefined where the settings decide. */
  readonly sampler: SamplerNode | undefined;
  readonly views: readonly ViewPlan[];
  readonly loggers: LoggerRules | undefined;
  readonly resource: ResourcePlan;
}
