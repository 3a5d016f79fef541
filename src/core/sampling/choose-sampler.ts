import { defaultJaegerRemote } from './jaeger-argument.ts';
import { presets } from './presets.generated.ts';
import type { SamplingRule } from './rules/rule.ts';
import {
  everywhere,
  type JaegerRemoteChoice,
  type RootChoice,
  type SamplerChoice,
  type TailChoice,
} from './sampler-choice.ts';

/**
 * `OTEL_TRACES_SAMPLER`, all but `xray`, which is of one vendor:
 * https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/#general-sdk-configuration
 */
export const SAMPLER_NAMES = [
  'always_on',
  'always_off',
  'traceidratio',
  'jaeger_remote',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
  'parentbased_jaeger_remote',
] as const;
type SamplerName = (typeof SAMPLER_NAMES)[number];

export interface SamplingSettings {
  /** `BINNACLE_SAMPLING` */
  readonly sampling: string;
  /** `OTEL_TRACES_SAMPLER` */
  readonly tracesSampler: SamplerName | undefined;
  /** `OTEL_TRACES_SAMPLER_ARG`, `APM_SAMPLE_RATE`: a ratio, or what the Jaeger sampler takes. */
  readonly tracesSamplerArg: number | JaegerRemoteChoice | undefined;
  /** `BINNACLE_SAMPLING_RULES` */
  readonly samplingRules: readonly SamplingRule[];
  /** `BINNACLE_TAIL_SAMPLING` */
  readonly tailSampling: boolean;
  /** `BINNACLE_TAIL_SLOWER_THAN` */
  readonly tailSlowerThanMillis: number | undefined;
}

const PARENT_BASED = 'parentbased_';

/** Where neither the preset nor a setting says what is slow; the same as in the preset `production`. */
const SLOWER_THAN_MILLIS = 1_000;

const presetOf = ({ sampling }: SamplingSettings) => presets.find(({ id }) => id === sampling);

const ratio = (value: number): RootChoice => ({ kind: 'ratio', ratio: value });

/** With tail sampling here, the share that the Collector would keep of the rest is the process's to apply. */
const presetRatio = (settings: SamplingSettings): number => {
  const preset = presetOf(settings);
  if (settings.tailSampling && preset?.collector.keep === 'interesting') return preset.collector.restRatio;
  return preset?.rootRatio ?? 1;
};

const jaegerRemote = (arg: SamplingSettings['tracesSamplerArg']): JaegerRemoteChoice => {
  if (typeof arg === 'object') return arg;
  const choice = defaultJaegerRemote();
  return arg === undefined ? choice : { ...choice, initialRatio: arg };
};

const standardRoot = (name: string, arg: SamplingSettings['tracesSamplerArg']): RootChoice => {
  if (name === 'always_on') return ratio(1);
  if (name === 'always_off') return ratio(0);
  if (name === 'jaeger_remote') return jaegerRemote(arg);
  return ratio(typeof arg === 'number' ? arg : 1);
};

/**
 * The rules come first. Where none matches, a sampler named by the standard wins over a ratio alone, and a ratio over
 * the preset.
 */
export const chooseSampler = (settings: SamplingSettings): SamplerChoice => {
  const { tracesSampler, tracesSamplerArg, samplingRules: rules } = settings;
  const followsParents = tracesSampler?.startsWith(PARENT_BASED) ?? true;
  const rest =
    tracesSampler === undefined
      ? ratio(typeof tracesSamplerArg === 'number' ? tracesSamplerArg : presetRatio(settings))
      : standardRoot(tracesSampler.replace(PARENT_BASED, ''), tracesSamplerArg);
  const root: RootChoice = rules.length > 0 ? { kind: 'rules', rules, rest } : rest;
  if (followsParents) return { root };
  // A ratio gives every span of a trace the same answer. What looks at the span must not tear a trace apart here.
  if (root.kind === 'ratio') return everywhere(root);
  return { root, remoteParentSampled: root, remoteParentNotSampled: root };
};

/** Undefined where the process decides at the start of a trace only. */
export const chooseTail = (settings: SamplingSettings): TailChoice | undefined => {
  if (!settings.tailSampling) return undefined;
  const collector = presetOf(settings)?.collector;
  const fromPreset = collector?.keep === 'interesting' ? collector.slowerThanMillis : undefined;
  return { slowerThanMillis: settings.tailSlowerThanMillis ?? fromPreset ?? SLOWER_THAN_MILLIS };
};
