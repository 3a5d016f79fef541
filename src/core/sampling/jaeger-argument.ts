import type { JaegerRemoteChoice } from './sampler-choice.ts';

/**
 * Where Jaeger answers by default, and how often it is asked.
 * https://www.jaegertracing.io/docs/latest/architecture/apis/#remote-sampling-configuration
 */
const DEFAULTS: JaegerRemoteChoice = {
  kind: 'jaeger-remote',
  endpoint: 'http://localhost:5778',
  pollingIntervalMillis: 60_000,
  initialRatio: 0.001,
};

const HTTP_URL = /^https?:\/\/[^\s/?#]+\S*$/i;
const MAX_MILLIS = 24 * 60 * 60_000;

const numberIn = (text: string, min: number, max: number): number | undefined => {
  const value = /^\d{1,12}(?:\.\d{1,12})?$/.test(text) ? Number(text) : Number.NaN;
  return value >= min && value <= max ? value : undefined;
};

type Parts = { -readonly [K in keyof JaegerRemoteChoice]?: JaegerRemoteChoice[K] | undefined };

const READERS: Readonly<Record<string, (text: string) => Parts>> = {
  endpoint: (text) => ({ endpoint: HTTP_URL.test(text) ? text : undefined }),
  pollingIntervalMs: (text) => ({ pollingIntervalMillis: numberIn(text, 1, MAX_MILLIS) }),
  initialSamplingRate: (text) => ({ initialRatio: numberIn(text, 0, 1) }),
};

/**
 * `endpoint=…,pollingIntervalMs=…,initialSamplingRate=…`; what is not named has its default.
 * https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/#general-sdk-configuration
 */
export const parseJaegerArgument = (text: string): JaegerRemoteChoice | undefined => {
  const parts: Parts = {};
  for (const pair of text.split(',')) {
    const equals = pair.indexOf('=');
    const name = pair.slice(0, Math.max(0, equals)).trim();
    const read = Object.hasOwn(READERS, name) ? READERS[name] : undefined;
    if (!read) return undefined;
    const part = read(pair.slice(equals + 1).trim());
    if (Object.values(part).includes(undefined)) return undefined;
    Object.assign(parts, part);
  }
  return { ...DEFAULTS, ...(parts as Partial<JaegerRemoteChoice>) };
};

/** Without an argument. */
export const defaultJaegerRemote = (): JaegerRemoteChoice => DEFAULTS;
