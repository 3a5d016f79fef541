import type { RedactionPolicy } from '../core/redaction/policy.ts';
import type { SamplingPreset } from '../core/sampling/preset.ts';
import { collectorConfig } from './generate/collector-config.ts';
import {
  COLLECTOR_COMMENTS,
  COLLECTOR_HEADER,
  SAMPLING_COMMENTS,
  samplingHeader,
} from './generate/comments.ts';
import { redactionComments, redactionHeader } from './generate/redaction/comments.ts';
import { collectorRedaction } from './generate/redaction/policy.ts';
import { type RedactionProcessors, redactionProcessors } from './generate/redaction/processors.ts';
import { type Remains, remainsOf } from './generate/redaction/remains.ts';
import { renderConfig } from './generate/render.ts';
import { samplingConfig } from './generate/sampling.ts';

/** The text of `collector/collector.yaml`, which has the default policy. */
export const renderCollectorConfig = (policy: RedactionPolicy = {}): string =>
  renderConfig(
    collectorConfig(redactionProcessors(collectorRedaction(policy))),
    COLLECTOR_HEADER,
    COLLECTOR_COMMENTS,
  );

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
export const renderSamplingConfig = (preset: SamplingPreset): string =>
  renderConfig(
    samplingConfig(preset),
    samplingHeader(preset),
    preset.collector.keep === 'all' ? [] : SAMPLING_COMMENTS,
  );
