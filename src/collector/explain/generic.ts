import { compareValues } from '../diff/compare.ts';
import { Duration, durationText } from './duration.ts';
import { isRecord, type Settings } from './effective.ts';
import { type Described, short, withoutPassword } from './words.ts';

/** Keys whose values are not shown where no schema tells which are secret. */
const SECRET_KEY = /pass|secret|token|api.?key|credential|authorization|private.?key|headers/i;

/** Most settings that are listed. */
const MOST = 12;

const hidden = (key: string, value: unknown): unknown => {
  if (typeof value !== 'string') return value;
  return SECRET_KEY.test(key) && value !== '' ? '(secret)' : withoutPassword(value);
};

/** A value as JSON can have it, without secrets; what is at the path decides. */
export const withoutSecrets = (path: string, value: unknown): unknown => {
  const text = JSON.stringify(hidden(path, value), hidden);
  return text === undefined ? undefined : JSON.parse(text);
};

/** A value on one line, without secrets, and times with their units. */
export const settingText = (path: string, value: unknown): string => {
  if (value instanceof Duration) return durationText(value);
  const text = JSON.stringify(
    hidden(path, value),
    function (this: Readonly<Record<string, unknown>>, key, each: unknown) {
      const own = this[key];
      return own instanceof Duration ? durationText(own) : hidden(key, each);
    },
  );
  return text ?? 'nothing';
};

/** What of a part is there: keys that are off or empty say nothing. */
const withoutAbsent = (value: unknown): unknown => {
  if (!isRecord(value)) return value;
  const entries = Object.entries(value)
    .map(([key, each]) => [key, withoutAbsent(each)] as const)
    .filter(([, each]) => each !== null && !(isRecord(each) && Object.keys(each).length === 0));
  return Object.fromEntries(entries);
};

/** What can be said of any component: the settings that are not the defaults. */
export const genericWords = (settings: Settings, defaults: Settings): Described => {
  const changed = compareValues(defaults, settings)
    .filter(({ after }) => after !== undefined)
    .map(({ path, after }) => short(`${path}: ${settingText(path, withoutAbsent(after))}`));
  const rest = changed.length - MOST;
  const shown = rest > 0 ? [...changed.slice(0, MOST), `and ${rest} more`] : changed;
  return {
    does: changed.length === 0 ? ['runs with its default settings'] : [`is set to ${shown.join('; ')}`],
  };
};
