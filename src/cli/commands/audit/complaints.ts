import type { Io } from '../../io.ts';

/** Hands each fault on once, until another follows or all is well again. */
export const createComplaints = (io: Io): ((message: string) => void) => {
  let last = '';
  return (message) => {
    if (message !== last && message !== '') io.stderr(`${message}\n`);
    last = message;
  };
};
