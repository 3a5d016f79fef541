import { metaContent } from './meta.ts';
import type { WebOptions } from './options.ts';

/** Says a setting by its name: a bundler's environment, else `<meta name="RUM_SAMPLE_RATE" content="0.1">`. */
type SettingOf = (name: string) => string | undefined;

const rateOf = (text: string | undefined): number | undefined => {
  // What is not said is no rate: an empty text would be 0.
  const rate = Number(text || 2);
  return rate >= 0 && rate <= 1 ? rate : undefined;
};

const flagOf = (text: string | undefined): boolean | undefined => (text ? text === 'true' : undefined);

/** What the code says, else what the settings say. */
export const resolveOptions = (options: WebOptions): WebOptions => {
  const settingOf: SettingOf = (name) => options.env?.[name] ?? metaContent(name);
  const resolved: Record<string, unknown> = {
    service: settingOf('OTEL_SERVICE_NAME'),
    endpoint: settingOf('OTEL_EXPORTER_OTLP_ENDPOINT'),
    apiKey: settingOf('RUM_API_KEY'),
    enabled: flagOf(settingOf('RUM_ENABLED')),
    sampleRate: rateOf(settingOf('RUM_SAMPLE_RATE')),
    replay: flagOf(settingOf('RUM_SESSION_REPLAY_ENABLED')),
  };
  for (const key in options) resolved[key] = options[key as keyof WebOptions] ?? resolved[key];
  resolved.attributes = { 'rum.application.id': settingOf('RUM_APPLICATION_ID'), ...options.attributes };
  return resolved;
};
