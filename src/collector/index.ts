export type { SourceFile } from './document/load.ts';
export type { ConfigPath, Place } from './document/node.ts';
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
export type { LintProblem } from './lint/lint.ts';
export {
  type LintConfigurationOptions,
  type Linted,
  lintConfiguration,
} from './lint/lint-configuration.ts';
export type { Fix } from './lint/rule.ts';
export type { Problem, Severity } from './problem.ts';
export type { CollectorSchema } from './schema/schema.ts';
export type { PathKind, ValidateOptions } from './validate/options.ts';
export { type Validated, validateConfiguration } from './validate/validate.ts';
