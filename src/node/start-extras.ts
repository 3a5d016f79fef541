import type { LoggerProviderOptions } from '@opentelemetry/sdk-logs';
import type {
  AggregationType,
  PeriodicExportingMetricReaderOptions,
  ViewOptions,
} from '@opentelemetry/sdk-metrics';
import type { ResourcePlan } from '../core/configuration/plan.ts';
import type { SamplerChoice } from '../core/sampling/sampler-choice.ts';
import type { Settings } from '../core/settings/index.ts';
import type { HintedSampler } from '../sdk/consistent-sampler.ts';
import type { PageOptions } from '../sdk/prometheus/render-page.ts';
import type { SamplerContext } from './sampling/create-sampler.ts';

/** One exporter of metrics, and what is its own. */
export interface MetricReaderExtras {
  /** Where they differ from those of the service. */
  readonly settings: Partial<Settings>;
  readonly periodic: Pick<PeriodicExportingMetricReaderOptions, 'cardinalityLimits' | 'maxExportBatchSize'>;
  readonly prometheus: PageOptions;
}

/** What a configuration file asks for and settings cannot express. */
export interface StartExtras {
  /** The settings of each exporter, where they differ from those of the service. */
  readonly traces: readonly Partial<Settings>[];
  readonly metrics: readonly MetricReaderExtras[];
  readonly logs: readonly Partial<Settings>[];
  /** What its sampler amounts to; undefined where it says more than a choice can, or there is none. */
  chooseSampler(settings: Settings): SamplerChoice | undefined;
  /** The sampler that no choice describes; undefined where one does, or there is none. */
  createSampler(settings: Settings, context: SamplerContext): HintedSampler | undefined;
  createViews(types: typeof AggregationType): ViewOptions[];
  readonly loggerConfigurator: NonNullable<LoggerProviderOptions['loggerConfigurator']> | undefined;
  readonly resource: ResourcePlan;
  /** Whether a detected attribute is kept. */
  keepsDetected(name: string): boolean;
}
