import { readFile, stat, writeFile } from 'node:fs/promises';

/** A machine without network should not try for minutes again in each of many test files. */
const RETRY_MILLIS = 15 * 60_000;

const fileOf = (folder: string): string => `${folder}.failed`;

/** Why this folder of the cache could not be filled, where that was tried not long ago. */
export const recentFailure = async (folder: string): Promise<string | undefined> => {
  const written = await stat(fileOf(folder)).catch(() => undefined);
  if (!written || Date.now() - written.mtimeMs > RETRY_MILLIS) return undefined;
  return readFile(fileOf(folder), 'utf8');
};

export const rememberFailure = (folder: string, reasons: string): Promise<void> =>
  writeFile(fileOf(folder), reasons).catch(() => {});

export const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ').slice(0, 300);
