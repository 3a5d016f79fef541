import { createRedactor } from '../../../core/redaction/index.ts';
import { SETTINGS, type SettingKey, type Settings } from '../../../core/settings/index.ts';

/** Takes the place of a secret. */
export const MASK = '***';

/** Shorter values are left out of the search: they would be found in every other word. */
const MIN_SECRET_LENGTH = 4;

/** The strings in a value, whatever its depth. */
const stringsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
};

/** User, password and the values of a query: what a URL may have to itself. */
const secretsOfUrl = (text: string): readonly string[] => {
  if (!URL.canParse(text)) return [];
  const { username, password, searchParams } = new URL(text);
  return [
    username,
    password,
    decodeURIComponent(username),
    decodeURIComponent(password),
    ...searchParams.values(),
  ];
};

/** Every text of the settings that must not be shown, the longest first. */
const secretsOf = (settings: Settings): readonly string[] => {
  const keys = Object.keys(SETTINGS) as SettingKey[];
  const marked = keys.filter((key) => SETTINGS[key].secret).flatMap((key) => stringsIn(settings[key]));
  // `Bearer abc` is told by its second word alone, too.
  const words = marked.flatMap((text) => [text, encodeURIComponent(text), ...text.split(/\s+/).slice(1)]);
  const urls = keys.flatMap((key) => stringsIn(settings[key])).flatMap(secretsOfUrl);
  return [...new Set([...words, ...urls])]
    .filter((text) => text.length >= MIN_SECRET_LENGTH)
    .sort((a, b) => b.length - a.length);
};

/** Every string inside a value, changed; keys stay. */
const mapStrings = (value: unknown, change: (text: string) => string): unknown => {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((each) => mapStrings(each, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, mapStrings(each, change)]));
};

/**
 * Makes what takes the secrets of these settings out of anything that is printed: an answer of a server may repeat
 * the key that it refuses.
 */
export const createMask = (settings: Settings): (<T>(value: T) => T) => {
  const secrets = secretsOf(settings);
  const redactor = createRedactor();
  const clean = (text: string): string =>
    redactor.text(secrets.reduce((all, secret) => all.replaceAll(secret, MASK), text));
  return <T>(value: T): T => mapStrings(value, clean) as T;
};
