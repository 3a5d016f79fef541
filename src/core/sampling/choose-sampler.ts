import { presets } from './presets.generated.ts';

/** How the SDK decides about a trace. Ratios are from 0 to 1. */
export interface SamplerChoice {
  /** Share of the traces that begin here. */
  readonly rootRatio: number;
  /** Whether a trace that comes with a decision keeps it. */
  readonly parentBased: boolean;
}

/** `OTEL_TRACES_SAMPLER`: https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/ */
export const SAMPLER_NAMES = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const;
type SamplerName = (typeof SAMPLER_NAMES)[number];

export interface SamplingSettings {
  /** `BINNACLE_SAMPLING` */
  readonly sampling: string;
  /** `OTEL_TRACES_SAMPLER` */
  readonly tracesSampler: SamplerName | undefined;
  /** `OTEL_TRACES_SAMPLER_ARG`, `APM_SAMPLE_RATE` */
  readonly tracesSamplerRatio: number | undefined;
}

const PARENT_BASED = 'parentbased_';

/** A sampler named by the standard wins over a ratio alone, and a ratio over the preset. */
export const chooseSampler = ({
  sampling,
  tracesSampler,
  tracesSamplerRatio,
}: SamplingSettings): SamplerChoice => {
  if (tracesSampler === undefined) {
    const preset = presets.find(({ id }) => id === sampling);
    return { rootRatio: tracesSamplerRatio ?? preset?.rootRatio ?? 1, parentBased: true };
  }
  const parentBased = tracesSampler.startsWith(PARENT_BASED);
  const root = parentBased ? tracesSampler.slice(PARENT_BASED.length) : tracesSampler;
  if (root === 'always_on') return { rootRatio: 1, parentBased };
  if (root === 'always_off') return { rootRatio: 0, parentBased };
  return { rootRatio: tracesSamplerRatio ?? 1, parentBased };
};
