import { isRecord, type Settings } from '../explain/effective.ts';

/** It cannot be simulated; the message names what. */
export class CannotSimulate extends Error {
  override readonly name = 'CannotSimulate';
}

// Settings of components, whose kinds the schema has seen to; what is missing is the zero of Go.

export const textOf = (settings: Settings, key: string): string => {
  const value = settings[key];
  return value === undefined || value === null ? '' : String(value);
};
export const numberOf = (settings: Settings, key: string): number => Number(settings[key] ?? 0);
export const bigintOf = (settings: Settings, key: string): bigint =>
  BigInt(Math.trunc(numberOf(settings, key)));
export const flagOf = (settings: Settings, key: string): boolean => settings[key] === true;
export const textsOf = (settings: Settings, key: string): readonly string[] => {
  const value = settings[key];
  return Array.isArray(value) ? value.map(String) : [];
};
export const recordOf = (settings: Settings, key: string): Settings => {
  const value = settings[key];
  return isRecord(value) ? value : {};
};
export const recordsOf = (settings: Settings, key: string): readonly Settings[] => {
  const value = settings[key];
  return Array.isArray(value) ? value.filter(isRecord) : [];
};
