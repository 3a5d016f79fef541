export type { SourceFile } from './document/load.ts';
export type { ConfigPath, Place } from './document/node.ts';
export { renderBrowsersFile } from './generate/browsers/own-file.ts';
export { renderOwnBrowsersProxy, renderSecureBrowsersProxy } from './generate/browsers/proxy.ts';
export { COLLECTOR_ENVIRONMENT, type CollectorVariable } from './generate/environment.ts';
export {
  type FileRole,
  type GeneratedCollector,
  type GeneratedConfiguration,
  type GeneratedFile,
  type GenerateOptions,
  generateConfiguration,
} from './generate/generate-configuration.ts';
export { renderLokiFile } from './generate/loki-file.ts';
export type { RedactionProcessors } from './generate/redaction/processors.ts';
export type { Remains } from './generate/redaction/remains.ts';
export type {
  BackendUse,
  Browsers,
  Listen,
  Samplers,
  Tenant,
  Tenants,
  Topology,
} from './generate/topology.ts';
export {
  type CompiledRedaction,
  compileRedaction,
  ownConfiguration,
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
