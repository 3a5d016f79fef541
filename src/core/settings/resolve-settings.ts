import type { Setting } from './setting.ts';
import { SETTINGS, type SettingKey, type Settings } from './table.ts';

/** What a process has as its environment; no value is the same as an empty one. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Where a value comes from. */
export interface SettingSource {
  readonly from: 'code' | 'environment' | 'file' | 'backend';
  /** The variable, the file, or the value of `BINNACLE_BACKEND`. */
  readonly name?: string;
}

export interface ResolvedSettings {
  readonly settings: Settings;
  /** Where each value comes from that is not the default. */
  readonly sources: Readonly<Partial<Record<SettingKey, SettingSource>>>;
  /** One line for each variable that could not be used as it is. */
  readonly warnings: readonly string[];
}

/** Longest piece of a bad value that a warning repeats. */
const MAX_SHOWN_LENGTH = 80;

/** Takes personal data and secrets out of a text. */
export type RedactText = (text: string) => string;

/** A URL may carry a password, so even what is no secret is shown without what looks like one. */
const shown = (text: string, secret: boolean, redact: RedactText | undefined): string => {
  if (secret || !redact) return 'the value';
  const clean = redact(text);
  return JSON.stringify(clean.length > MAX_SHOWN_LENGTH ? `${clean.slice(0, MAX_SHOWN_LENGTH)}…` : clean);
};

/** Longest message about a part of a value, which may repeat some of it. */
const MAX_MESSAGE_LENGTH = 300;

const shownText = (message: string, redact: RedactText | undefined): string =>
  redact ? redact(message).replace(/\s+/g, ' ').slice(0, MAX_MESSAGE_LENGTH) : 'it is not accepted';

/** Empty means not set: https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/#parsing-empty-value */
const variablesOf = (
  { name, aliases }: Setting<unknown>,
  env: Environment,
): readonly (readonly [string, string])[] =>
  [name, ...aliases].flatMap((variable) => {
    const text = env[variable]?.trim();
    return text ? [[variable, text] as const] : [];
  });

interface Found {
  readonly value: unknown;
  /** The variable; undefined for the default. */
  readonly variable?: string;
}

const resolveOne = (
  row: Setting<unknown>,
  env: Environment,
  warnings: string[],
  redact: RedactText | undefined,
): Found => {
  for (const [variable, text] of variablesOf(row, env)) {
    const value = row.type.parse(text);
    if (value !== undefined) {
      if (row.notYet) warnings.push(`${variable} has no effect in this version`);
      for (const { part, message } of row.type.faults?.(text) ?? []) {
        warnings.push(
          `${variable}: ${shown(part, row.secret === true, redact)} is left out: ${shownText(message, redact)}`,
        );
      }
      return { value, variable };
    }
    const instead = row.default === undefined ? 'it is ignored' : `${JSON.stringify(row.default)} is used`;
    warnings.push(
      `${variable}: ${shown(text, row.secret === true, redact)} is not accepted, expected ${row.type.accepts}; ${instead}`,
    );
  }
  return { value: row.default };
};

/** Whether the environment has a value for a setting, be it a good one or not. */
export const isGiven = (key: SettingKey, env: Environment): boolean =>
  variablesOf(SETTINGS[key] as Setting<unknown>, env).length > 0;

/**
 * The settings in force: code, then environment, then default. Pure; a bad value never throws, because
 * telemetry must not take an application down.
 *
 * @param env the process's environment
 * @param options what the code sets; undefined is the same as not given
 * @param redact for what warnings repeat of bad values, which without it is nothing. Given by the caller, because a start
 *   that has nothing to say does without the rules
 */
export const resolveSettings = (
  env: Environment,
  options: Partial<Settings> = {},
  redact?: RedactText,
): ResolvedSettings => {
  const warnings: string[] = [];
  const settings: Record<string, unknown> = {};
  const sources: Partial<Record<SettingKey, SettingSource>> = {};
  for (const [name, row] of Object.entries(SETTINGS)) {
    const key = name as SettingKey;
    settings[key] = options[key];
    if (settings[key] !== undefined) {
      sources[key] = { from: 'code' };
      continue;
    }
    const { value, variable } = resolveOne(row, env, warnings, redact);
    settings[key] = value;
    if (variable !== undefined) sources[key] = { from: 'environment', name: variable };
  }
  return { settings: Object.freeze(settings) as unknown as Settings, sources, warnings };
};
