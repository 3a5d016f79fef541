import process from 'node:process';

/**
 * A word of a command line that somebody may copy, in quotes where the shell needs them: those of POSIX shells, or of
 * Windows, where a backslash is part of a path.
 */
export const shellQuoted = (word: string, platform: NodeJS.Platform = process.platform): string => {
  if (platform === 'win32') return /^[\w./:@=,+\\-]+$/.test(word) ? word : `"${word}"`;
  return /^[\w./:@=,+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
};
