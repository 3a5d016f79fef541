import { Command } from 'commander';
import type { Io } from '../io.ts';
import type { PackageRoot } from '../package-root.ts';
import { createDiffCommand } from './collector/diff.ts';
import { createExplainCommand } from './collector/explain.ts';
import { createGenerateCommand } from './collector/generate.ts';
import { createGraphCommand } from './collector/graph.ts';
import { createInitCommand } from './collector/init.ts';
import { createLintCommand } from './collector/lint.ts';
import { createManifestCommand } from './collector/manifest.ts';
import { createMigrateCommand } from './collector/migrate.ts';
import { createSchemaCommand } from './collector/schema.ts';
import { createSimulateCommand } from './collector/simulate.ts';
import { createTestCommand } from './collector/test.ts';
import { createValidateCommand } from './collector/validate.ts';

/** `binnacle collector`: configurations of the OpenTelemetry Collector. */
export const createCollectorCommand = (io: Io, root: PackageRoot): Command =>
  new Command('collector')
    .description('work with configurations of the OpenTelemetry Collector')
    .addCommand(createInitCommand(io, root))
    .addCommand(createGenerateCommand(io, root))
    .addCommand(createValidateCommand(io, root))
    .addCommand(createLintCommand(io, root))
    .addCommand(createTestCommand(io, root))
    .addCommand(createMigrateCommand(io, root))
    .addCommand(createManifestCommand(io, root))
    .addCommand(createSchemaCommand(io, root))
    .addCommand(createExplainCommand(io, root))
    .addCommand(createGraphCommand(io))
    .addCommand(createDiffCommand(io, root))
    .addCommand(createSimulateCommand(io, root));
