import { constants } from 'node:os';

/** Shells and containers add the number of the signal to this. */
const BY_SIGNAL = 128;

const NAMES: ReadonlyMap<number, string> = new Map(
  // Of two names of a number the first is the usual one.
  Object.entries(constants.signals)
    .toReversed()
    .map(([name, number]) => [number, name]),
);

/** The signal that an exit status tells of: `139`, `SIGSEGV`, or `SEGV` as systemd has it. Undefined where it tells of none. */
export const signalOfExit = (status: string): string | undefined => {
  const text = status.trim().toUpperCase();
  if (/^\d{1,3}$/.test(text)) return NAMES.get(Number(text) - BY_SIGNAL);
  const name = text.startsWith('SIG') ? text : `SIG${text}`;
  return Object.hasOwn(constants.signals, name) ? name : undefined;
};
