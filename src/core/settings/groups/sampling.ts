import { SAMPLER_NAMES } from '../../sampling/choose-sampler.ts';
import { parseJaegerArgument } from '../../sampling/jaeger-argument.ts';
import { presets } from '../../sampling/presets.generated.ts';
import { parseRules } from '../../sampling/rules/parse-rules.ts';
import type { SamplingRule } from '../../sampling/rules/rule.ts';
import type { JaegerRemoteChoice } from '../../sampling/sampler-choice.ts';
import { optional, setting } from '../setting.ts';
import { boolean, integer, number, oneOf, type ValueType } from '../value-types.ts';

const share = number(0, 1);

const samplerArgument: ValueType<number | JaegerRemoteChoice> = {
  accepts: `${share.accepts}, or for Jaeger endpoint=http://jaeger:5778,pollingIntervalMs=60000,initialSamplingRate=0.1`,
  parse: (text) => share.parse(text) ?? parseJaegerArgument(text),
};

/** A rule that cannot be understood is left out with a warning of its own; the others hold. */
const samplingRules: ValueType<readonly SamplingRule[]> = {
  accepts: 'rules such as `GET /health=0; /api/*=50%; *=10/s`',
  parse: (text) => parseRules(text).rules,
  faults: (text) => parseRules(text).faults.map(({ rule, message }) => ({ part: rule, message })),
};

export const sampling = {
  sampling: setting(
    'BINNACLE_SAMPLING',
    oneOf(presets.map(({ id }) => id)),
    'development',
    'the sampling preset, for the SDK and the Collector alike',
  ),
  samplingRules: setting(
    'BINNACLE_SAMPLING_RULES',
    samplingRules,
    [],
    'shares and rates of single routes, methods, services and spans; the first rule that matches wins over all below',
  ),
  tracesSampler: optional(
    'OTEL_TRACES_SAMPLER',
    oneOf(SAMPLER_NAMES),
    "the SDK's sampler; wins over the preset",
  ),
  tracesSamplerArg: optional(
    'OTEL_TRACES_SAMPLER_ARG',
    samplerArgument,
    'share of new traces that are sampled; alone it changes the share of the preset',
    {
      aliases: ['APM_SAMPLE_RATE'],
    },
  ),
  tailSampling: setting(
    'BINNACLE_TAIL_SAMPLING',
    boolean,
    false,
    'keeps every trace with an error and every slow one, and applies all shares to the rest only; for services without a Collector that does it',
  ),
  tailSlowerThanMillis: optional(
    'BINNACLE_TAIL_SLOWER_THAN',
    integer(0),
    'what tail sampling calls slow; without it the value of the preset, else 1000',
    { unit: 'ms' },
  ),
  tailMaxSpans: setting(
    'BINNACLE_TAIL_MAX_SPANS',
    integer(1),
    20_000,
    'most spans that wait for the end of their traces; beyond that the oldest traces are decided early',
  ),
  tailMaxBytes: setting(
    'BINNACLE_TAIL_MAX_BYTES',
    integer(1),
    32 * 1024 * 1024,
    'the same in memory, by estimate',
    { unit: 'bytes' },
  ),
  maxSpansPerTrace: optional(
    'APM_MAX_SPANS_PER_TRACE',
    integer(1),
    'most spans that this process makes in one trace; further ones are left out and counted',
  ),
  traceTimeoutMillis: optional(
    'APM_TRACE_TIMEOUT',
    integer(1),
    'longest age of a trace in this process: spans that start later are left out and counted, and tail sampling decides',
    { unit: 'ms' },
  ),
} as const;
