import { expect, test } from '@jest/globals';
import { signalOfExit } from '../../../src/node/crash/exit-signal.ts';

test.each([
  ['139', 'SIGSEGV'],
  ['134', 'SIGABRT'],
  ['132', 'SIGILL'],
  ['137', 'SIGKILL'],
  ['SIGBUS', 'SIGBUS'],
  ['SEGV', 'SIGSEGV'],
  ['segv', 'SIGSEGV'],
  ['0', undefined],
  ['1', undefined],
  ['128', undefined],
  ['255', undefined],
  ['exited', undefined],
  ['toString', undefined],
])('%s tells of %s', (status, signal) => expect(signalOfExit(status)).toBe(signal));
