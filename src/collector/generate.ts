import type { RedactionPolicy } from '../core/redaction/policy.ts';
import type { SamplingPreset } from '../core/sampling/preset.ts';
import { type GeneratedFile, generateConfiguration } from './generate/generate-configuration.ts';
import { OWN_OPTIONS, ownTopology, WRITTEN_BY_GENERATE } from './generate/own.ts';
import { redactionComments, redactionHeader } from './generate/redaction/comments.ts';
import { collectorRedaction } from './generate/redaction/policy.ts';
import { type RedactionProcessors, redactionProcessors } from './generate/redaction/processors.ts';
import { type Remains, remainsOf } from './generate/redaction/remains.ts';
import { renderConfig } from './generate/render.ts';
import { SAMPLING_COMMENTS, samplingConfig } from './generate/sampling.ts';

/** The files `collector/collector.yaml` and `collector/redaction.yaml`. */
export const ownConfiguration = (policy: RedactionPolicy = {}): readonly GeneratedFile[] =>
  generateConfiguration(ownTopology(policy), OWN_OPTIONS).files;

/** Both files as one text. */
export const renderCollectorConfig = (policy: RedactionPolicy = {}): string =>
  generateConfiguration(ownTopology(policy), { ...OWN_OPTIONS, isOneFile: true }).files[0]?.text ?? '';

/** What `binnacle redaction compile` gives. */
export interface CompiledRedaction extends RedactionProcessors {
  /** The processors and the pipelines that have them, as YAML. */
  readonly yaml: string;
  readonly remains: readonly Remains[];
}

/** The processors that do in the Collector what the SDK's redaction does, and what they cannot do. */
export const compileRedaction = (policy: RedactionPolicy = {}): CompiledRedaction => {
  const redaction = collectorRedaction(policy);
  const compiled = redactionProcessors(redaction);
  const { processors, order } = compiled;
  const header = redactionHeader(order);
  const yaml = renderConfig({ processors }, header, redactionComments(['processors']));
  return { ...compiled, yaml, remains: remainsOf(redaction) };
};

/** The text of `collector/sampling/<preset>.yaml`. */
export const renderSamplingConfig = ({ id, summary, collector }: SamplingPreset): string =>
  renderConfig(
    samplingConfig({ collector }),
    [...WRITTEN_BY_GENERATE, `The Collector’s part of BINNACLE_SAMPLING=${id}: ${summary}.`],
    collector.keep === 'all' ? [] : SAMPLING_COMMENTS,
  );
