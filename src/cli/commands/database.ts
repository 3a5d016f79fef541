import { Command } from 'commander';
import type { Io } from '../io.ts';
import { createExplainCommand } from './database/explain.ts';

/** `binnacle database`: looks at how databases answer. */
export const createDatabaseCommand = (io: Io): Command =>
  new Command('database').description('plans of queries').addCommand(createExplainCommand(io));
