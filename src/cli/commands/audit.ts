import { Command } from 'commander';
import type { Io } from '../io.ts';
import { createFollowCommand } from './audit/follow.ts';
import { createVerifyCommand } from './audit/verify.ts';
import { createWatchCommand } from './audit/watch.ts';

/** `binnacle audit`: what the monitoring stack did, in a trail that only grows. */
export const createAuditCommand = (io: Io): Command =>
  new Command('audit')
    .description('what the monitoring stack did, in a trail that only grows')
    .addCommand(createWatchCommand(io))
    .addCommand(createFollowCommand(io))
    .addCommand(createVerifyCommand(io));
