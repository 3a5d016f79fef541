import { Command } from 'commander';
import type { Io } from '../io.ts';
import { createExportCommand } from './monitoring/export.ts';
import { createPreviewCommand } from './monitoring/preview.ts';
import { createProbesCommand } from './monitoring/probes.ts';
import { createPushCommand } from './monitoring/push.ts';
import { createRouteTestCommand } from './monitoring/route-test.ts';
import { createRoutingCommand } from './monitoring/routing.ts';
import { createSloCommand } from './monitoring/slo.ts';

/** `binnacle monitoring`: dashboards, alert rules, objectives and routing. */
export const createMonitoringCommand = (io: Io): Command =>
  new Command('monitoring')
    .description('dashboards, alert rules, objectives and who is told of alerts')
    .addCommand(createExportCommand(io))
    .addCommand(createPushCommand(io))
    .addCommand(createPreviewCommand(io))
    .addCommand(createRoutingCommand(io))
    .addCommand(createRouteTestCommand(io))
    .addCommand(createSloCommand(io))
    .addCommand(createProbesCommand(io));
