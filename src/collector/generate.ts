import type { SamplingPreset } from '../core/sampling/preset.ts';
import { collectorConfig } from './generate/collector-config.ts';
import {
  COLLECTOR_COMMENTS,
  COLLECTOR_HEADER,
  SAMPLING_COMMENTS,
  samplingHeader,
} from './generate/comments.ts';
import { collectorRedaction } from './generate/redaction/policy.ts';
import { redactionProcessors } from './generate/redaction/processors.ts';
import { renderConfig } from './generate/render.ts';
import { samplingConfig } from './generate/sampling.ts';

/** The text of `collector/collector.yaml`. */
export const renderCollectorConfig = (): string =>
  renderConfig(
    collectorConfig(redactionProcessors(collectorRedaction())),
    COLLECTOR_HEADER,
    COLLECTOR_COMMENTS,
  );

/** The text of `collector/sampling/<preset>.yaml`. */
export const renderSamplingConfig = (preset: SamplingPreset): string =>
  renderConfig(
    samplingConfig(preset),
    samplingHeader(preset),
    preset.collector.keep === 'all' ? [] : SAMPLING_COMMENTS,
  );
