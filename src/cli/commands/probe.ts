import { Command } from 'commander';
import type { Io } from '../io.ts';
import { createRunCommand } from './probe/run.ts';

/** `binnacle probe`: checks from outside. */
export const createProbeCommand = (io: Io): Command =>
  new Command('probe')
    .description('checks from outside, with a trace for each')
    .addCommand(createRunCommand(io));
