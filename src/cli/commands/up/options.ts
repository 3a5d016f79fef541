import { SETTINGS, type SettingKey, type Settings } from '../../../core/settings/index.ts';
import { UsageError } from '../../io.ts';

/** The options of `up`, each with the setting that gives its type, range and default. */
const UP_OPTIONS = {
  host: 'upHost',
  port: 'upPort',
  otlpHttpPort: 'upOtlpHttpPort',
  otlpGrpcPort: 'upOtlpGrpcPort',
  maxSpans: 'upMaxSpans',
  maxLogs: 'upMaxLogs',
  maxSeries: 'upMaxSeries',
  maxRequestBytes: 'upMaxRequestBytes',
  tracesRetentionDays: 'tracesRetentionDays',
  logsRetentionDays: 'logsRetentionDays',
  highResolutionRetentionHours: 'highResolutionRetentionHours',
} as const satisfies Readonly<Record<string, SettingKey>>;

export type UpKey = keyof typeof UP_OPTIONS;
export type UpOptions = { readonly [K in UpKey]: Settings[(typeof UP_OPTIONS)[K]] };

export const UP_KEYS = Object.keys(UP_OPTIONS) as UpKey[];

export const isUpKey = (key: string): key is UpKey => Object.hasOwn(UP_OPTIONS, key);

/** `--otlp-http-port` for `otlpHttpPort`. */
export const flagOf = (option: string): string =>
  `--${option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** What an option accepts, in words. */
export const acceptedBy = (key: UpKey): string => SETTINGS[UP_OPTIONS[key]].type.accepts;

/** The option's value, undefined where the text is none. */
export const parseOption = <K extends UpKey>(key: K, text: string): UpOptions[K] | undefined =>
  text === '' ? undefined : (SETTINGS[UP_OPTIONS[key]].type.parse(text) as UpOptions[K] | undefined);

/** For a flag of the command line: the value, or a UsageError that names the flag. */
export const parseFlag = <K extends UpKey>(key: K, text: string): UpOptions[K] => {
  const value = parseOption(key, text);
  if (value === undefined)
    throw new UsageError(
      `${flagOf(key)}: ${JSON.stringify(text)} is not accepted; expected ${acceptedBy(key)}`,
    );
  return value;
};

/** Flag, then file, then environment and default, which the settings hold. */
export const mergeOptions = (
  settings: Settings,
  file: Partial<UpOptions>,
  flags: Partial<UpOptions>,
): UpOptions => {
  const merged = Object.fromEntries(
    UP_KEYS.map((key) => [key, flags[key] ?? file[key] ?? settings[UP_OPTIONS[key]]]),
  );
  return merged as unknown as UpOptions;
};
