import type { ComponentKind } from '../schema/schema.ts';
import type { Signal } from '../topology.ts';
import { Duration, durationText } from './duration.ts';
import { isRecord, type Settings } from './effective.ts';

/** What one component does, in sentences without a full stop. */
export interface Described {
  readonly does: readonly string[];
  /** What does not get any further, and when. */
  readonly drops?: readonly string[];
  /** What is different afterwards. */
  readonly changes?: readonly string[];
}

/** What a describer is told about the component. */
export interface Told {
  readonly settings: Settings;
  readonly signal: Signal | undefined;
  /** Settings of an extension, by its id. */
  extension(id: string): Settings | undefined;
}

type Describer = (told: Told) => Described;

/** The words for a type of components, in each role that it has. */
export interface ComponentWords extends Readonly<Partial<Record<ComponentKind, Describer>>> {
  readonly type: string;
}

/** What one record of a signal is called. */
export const RECORDS: Readonly<Record<Signal, string>> = {
  traces: 'span',
  metrics: 'metric',
  logs: 'log record',
  profiles: 'profile',
};

export const recordsOf = (signal: Signal | undefined): string => `${signal ? RECORDS[signal] : 'record'}s`;

/** `queue.size` inside settings. */
export const get = (settings: Settings, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (value, key) => (isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined),
      settings,
    );

export const textAt = (settings: Settings, path: string): string => {
  const value = get(settings, path);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};

export const numberAt = (settings: Settings, path: string): number => {
  const value = get(settings, path);
  return typeof value === 'number' || value instanceof Duration ? Number(value) : 0;
};

export const recordAt = (settings: Settings, path: string): Settings | undefined => {
  const value = get(settings, path);
  return isRecord(value) ? value : undefined;
};

export const listAt = (settings: Settings, path: string): readonly unknown[] => {
  const value = get(settings, path);
  return Array.isArray(value) ? value : [];
};

export const recordsAt = (settings: Settings, path: string): readonly Settings[] =>
  listAt(settings, path).filter(isRecord);

/** A time in words; of what is none, such as a variable without a value, its text. */
export const durationAt = (settings: Settings, path: string): string => {
  const value = get(settings, path);
  return value instanceof Duration ? durationText(value) : String(value ?? 'nothing');
};

const LONGEST = 120;

export const short = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
};

const MOST = 8;

/** `a, b and 3 more`. */
export const listText = (items: readonly unknown[], most = MOST): string => {
  const texts = items.map((item) => short(typeof item === 'object' ? JSON.stringify(item) : String(item)));
  if (texts.length <= most) return texts.join(', ');
  return `${texts.slice(0, most).join(', ')} and ${texts.length - most} more`;
};

/** `1 span`, `2 spans`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** A URL without the password that may be in it. */
export const withoutPassword = (text: string): string => text.replace(/\/\/[^/@\s]*@/g, '//(secret)@');
