import type { ChildProcess } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { closeSync, openSync, readdirSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { quietly } from '../buffer/buffer-folder.ts';
import { untraced } from '../exporters/untraced.ts';
import { guarded } from '../listen.ts';
import { EXIT_OFFSET, encodeExit } from './state-file.ts';

/** https://nodejs.org/api/diagnostics_channel.html#child-process */
const CHANNEL = 'child_process';

/** The state that a process has left, if it was one of this folder. Numbers come again: the last counts. */
const stateOf = (folder: string, place: string, pid: number): string | undefined =>
  readdirSync(folder)
    .filter((name) => name.startsWith(`${place}-${pid}-`) && name.endsWith('.process'))
    .map((name) => join(folder, name))
    .toSorted((a, b) => statSync(a).mtimeMs - statSync(b).mtimeMs)
    .at(-1);

/**
 * Writes into the state of a child which signal ended it: nobody else gets to know, and a crash in native code looks
 * like a kill without. Workers of a cluster are such children.
 */
export const watchChildren = (folder: string, place: string): (() => void) => {
  const note = (pid: number, signal: NodeJS.Signals): void => {
    const path = stateOf(folder, place, pid);
    if (path === undefined) return;
    const file = openSync(path, 'r+');
    try {
      writeSync(file, encodeExit({ signal }), 0, undefined, EXIT_OFFSET);
    } finally {
      closeSync(file);
    }
  };
  const onChild = guarded<{ readonly process: ChildProcess }>(CHANNEL, ({ process: child }) => {
    child.once('exit', (_code, signal) => {
      const { pid } = child;
      if (signal !== null && pid !== undefined) quietly(() => untraced(() => note(pid, signal)));
    });
  });
  subscribe(CHANNEL, onChild);
  return () => unsubscribe(CHANNEL, onChild);
};
