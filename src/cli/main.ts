#!/usr/bin/env node
import process from 'node:process';
import { findPackageRoot } from './package-root.ts';
import { createProcessIo } from './process-io.ts';
import { runProgram } from './program.ts';

// Whoever reads may have seen enough, as in `binnacle … | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

const io = createProcessIo();
await runProgram(process.argv.slice(2), io, findPackageRoot(import.meta.dirname));
process.exitCode = io.exitCode;
