import { Command } from 'commander';
import type { Io } from '../io.ts';
import { createInjectCommand } from './sourcemaps/inject.ts';
import { createListCommand } from './sourcemaps/list.ts';
import { createPruneCommand } from './sourcemaps/prune.ts';
import { createResolveCommand } from './sourcemaps/resolve.ts';
import { createUploadCommand } from './sourcemaps/upload.ts';

/** `binnacle sourcemaps`: stacks of built code, in terms of its sources. */
export const createSourcemapsCommand = (io: Io): Command =>
  new Command('sourcemaps')
    .description('resolve stacks of built code, and keep the maps that this takes')
    .addCommand(createResolveCommand(io))
    .addCommand(createInjectCommand(io))
    .addCommand(createUploadCommand(io))
    .addCommand(createListCommand(io))
    .addCommand(createPruneCommand(io));
