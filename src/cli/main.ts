#!/usr/bin/env node
import process from 'node:process';
import { findPackageRoot } from './package-root.ts';
import { createProcessIo } from './process-io.ts';
import { runProgram } from './program.ts';

const io = createProcessIo();

process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
  // Whoever reads may have seen enough, as in `binnacle … | head`.
  if (code === 'EPIPE') process.exit(io.exitCode);
  io.stderr(`standard output: cannot be written (${code})\n`);
  process.exit(2);
});
process.stderr.on('error', () => process.exit(io.exitCode));

await runProgram(process.argv.slice(2), io, findPackageRoot(import.meta.dirname));
process.exitCode = io.exitCode;
