import type { SamplingPreset } from '../../core/sampling/preset.ts';
import { presets } from '../../core/sampling/presets.generated.ts';
import { loadConfiguration } from '../document/load.ts';
import { samplingConfig } from '../generate/sampling.ts';
import type { CollectorSchema } from '../schema/schema.ts';
import { type Plan, planOf } from './plan.ts';
import { createProbabilisticSampler } from './probabilistic-sampler.ts';
import { CannotSimulate } from './settings.ts';

const NO_FILES = {
  env: {},
  readFile: (): string => {
    throw new Error('a preset reads no file');
  },
};

/** The share of traces that an SDK starts, as its consistent sampler takes them. */
const sdkStep = ({ rootRatio }: SamplingPreset) =>
  createProbabilisticSampler('the SDK', {
    mode: 'equalizing',
    sampling_percentage: rootRatio * 100,
    sampling_precision: 4,
    fail_closed: false,
  });

const samplingPlan = (preset: SamplingPreset, schema: CollectorSchema): Plan => {
  if (preset.collector.keep === 'all')
    return { pipelines: [], steps: [], tailSamplings: [], notSimulated: [] };
  // JSON is YAML: the settings get the defaults and kinds that those of a file get.
  const text = JSON.stringify(samplingConfig(preset));
  const { node } = loadConfiguration([{ name: preset.id, text }], NO_FILES);
  if (!node) throw new CannotSimulate(`the preset "${preset.id}"`);
  return planOf(node, schema);
};

/** What a preset of this project keeps: the share that the SDK starts, and what the Collector keeps of it. */
export const presetPlan = (id: string, schema: CollectorSchema): Plan => {
  const preset = presets.find((each) => each.id === id);
  if (!preset) {
    const known = presets.map((each) => each.id).join(', ');
    throw new CannotSimulate(`no preset is "${id}"; there are ${known}`);
  }
  const plan = samplingPlan(preset, schema);
  return preset.rootRatio < 1 ? { ...plan, steps: [sdkStep(preset), ...plan.steps] } : plan;
};
