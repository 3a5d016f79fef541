import { Command } from 'commander';
import type { Io } from '../io.ts';
import { createAuditCommand } from './redaction/audit.ts';
import { createCompileCommand } from './redaction/compile.ts';
import { createTestCommand } from './redaction/test.ts';

/** `binnacle redaction`: what is personal or secret, and where. */
export const createRedactionCommand = (io: Io): Command =>
  new Command('redaction')
    .description('see what is redacted, do the same in the Collector, and look for what was not')
    .addCommand(createTestCommand(io))
    .addCommand(createCompileCommand(io))
    .addCommand(createAuditCommand(io));
