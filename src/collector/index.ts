export { collectorConfig } from './generate/collector-config.ts';
export type { CollectorConfig, PipelineConfig } from './generate/config.ts';
export { COLLECTOR_ENVIRONMENT, type CollectorVariable } from './generate/environment.ts';
export type { RedactionProcessors } from './generate/redaction/processors.ts';
export type { Remains } from './generate/redaction/remains.ts';
export { samplingConfig } from './generate/sampling.ts';
export {
  type CompiledRedaction,
  compileRedaction,
  renderCollectorConfig,
  renderSamplingConfig,
} from './generate.ts';
