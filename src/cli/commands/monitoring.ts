import { Command } from 'commander';
import type { Io } from '../io.ts';
import { createExportCommand } from './monitoring/export.ts';

/** `binnacle monitoring`: dashboards and alert rules. */
export const createMonitoringCommand = (io: Io): Command =>
  new Command('monitoring').description('dashboards and alert rules').addCommand(createExportCommand(io));
