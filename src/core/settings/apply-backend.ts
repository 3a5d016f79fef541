import type { Backend, BackendSignal } from './backend.ts';
import { backends } from './backends.generated.ts';
import { type Environment, isGiven, type ResolvedSettings, type SettingSource } from './resolve-settings.ts';
import { SETTINGS, type SettingKey, type Settings } from './table.ts';

const SIGNALS = {
  traces: { prefix: 'otlpTraces', exporter: 'tracesExporter' },
  metrics: { prefix: 'otlpMetrics', exporter: 'metricsExporter' },
  logs: { prefix: 'otlpLogs', exporter: 'logsExporter' },
} as const;

const lowered = (headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

const missingOf = ({ needs }: Backend, settings: Settings): readonly SettingKey[] =>
  needs.filter((key) => settings[key] === undefined);

const namesOf = (keys: readonly SettingKey[]): string => keys.map((key) => SETTINGS[key].name).join(' and ');

/** What one signal gets from the table: a URL and headers, or no exporter where there is no place for it. */
const signalSettings = (
  signal: BackendSignal,
  backend: Backend,
  settings: Settings,
  isComplete: boolean,
): Partial<Settings> => {
  const { prefix, exporter } = SIGNALS[signal];
  const ownEndpoint = settings[`${prefix}Endpoint`];
  const isElsewhere = ownEndpoint !== undefined || settings.otlpEndpoint !== undefined;
  const url = isComplete && backend.signals.includes(signal) ? backend.url(signal, settings) : undefined;
  if (url === undefined && !isElsewhere)
    return { [exporter]: settings[exporter].filter((name) => name !== 'otlp') };
  const given = settings[`${prefix}Headers`] ?? settings.otlpHeaders;
  return {
    ...(!isElsewhere && { [`${prefix}Endpoint`]: url }),
    [`${prefix}Headers`]: {
      ...(url !== undefined && lowered(backend.headers(signal, settings))),
      ...lowered(given),
    },
  };
};

/**
 * The settings with what the table says of `BINNACLE_BACKEND`. Any standard variable wins over the table: endpoints and
 * the others one by one, headers name by name. Where something is missing that the vendor wants, nothing is sent to it,
 * and one line says what.
 */
export const applyBackend = (resolved: ResolvedSettings, env: Environment): ResolvedSettings => {
  const { settings, sources, warnings } = resolved;
  const backend = backends.find(({ id }) => id === settings.backend);
  if (!backend) return resolved;
  const missing = missingOf(backend, settings);
  const isComplete = missing.length === 0;
  const parts = (Object.keys(SIGNALS) as BackendSignal[]).map((signal) =>
    signalSettings(signal, backend, settings, isComplete),
  );
  const own: Partial<Settings> = {
    ...(!isGiven('temporalityPreference', env) && { temporalityPreference: backend.temporality }),
    ...(!isGiven('otlpCompression', env) && { otlpCompression: backend.compression }),
  };
  const changes: Partial<Settings> = Object.assign({}, own, ...parts);
  const source: SettingSource = { from: 'backend', name: backend.id };
  return {
    settings: Object.freeze({ ...settings, ...changes }),
    sources: { ...sources, ...Object.fromEntries(Object.keys(changes).map((key) => [key, source])) },
    warnings: isComplete
      ? warnings
      : [
          ...warnings,
          `BINNACLE_BACKEND=${backend.id} needs ${namesOf(missing)}; nothing is sent there without`,
        ],
  };
};
