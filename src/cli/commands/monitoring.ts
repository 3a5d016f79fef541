import { Command } from 'commander';
import type { Io } from '../io.ts';
import { createExportCommand } from './monitoring/export.ts';
import { createPreviewCommand } from './monitoring/preview.ts';
import { createSloCommand } from './monitoring/slo.ts';

/** `binnacle monitoring`: dashboards, alert rules and objectives. */
export const createMonitoringCommand = (io: Io): Command =>
  new Command('monitoring')
    .description('dashboards, alert rules and objectives')
    .addCommand(createExportCommand(io))
    .addCommand(createPreviewCommand(io))
    .addCommand(createSloCommand(io));
