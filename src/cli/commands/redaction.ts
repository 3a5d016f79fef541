import { Command } from 'commander';
import type { Io } from '../io.ts';
import { createCompileCommand } from './redaction/compile.ts';

/** `binnacle redaction`: what is personal or secret, and where. */
export const createRedactionCommand = (io: Io): Command =>
  new Command('redaction')
    .description('work with the policy by which personal data and secrets are removed')
    .addCommand(createCompileCommand(io));
