import { Command } from 'commander';
import type { Io } from '../io.ts';
import { type CommandLoaders, loadCommands } from '../load-commands.ts';
import type { PackageRoot } from '../package-root.ts';

const COMMANDS: CommandLoaders = {
  init: async (io, root) => (await import('./collector/init.ts')).createInitCommand(io, root),
  generate: async (io, root) => (await import('./collector/generate.ts')).createGenerateCommand(io, root),
  validate: async (io, root) => (await import('./collector/validate.ts')).createValidateCommand(io, root),
  lint: async (io, root) => (await import('./collector/lint.ts')).createLintCommand(io, root),
  test: async (io, root) => (await import('./collector/test.ts')).createTestCommand(io, root),
  migrate: async (io, root) => (await import('./collector/migrate.ts')).createMigrateCommand(io, root),
  manifest: async (io, root) => (await import('./collector/manifest.ts')).createManifestCommand(io, root),
  build: async (io, root) => (await import('./collector/manifest.ts')).createBuildCommand(io, root),
  schema: async (io, root) => (await import('./collector/schema.ts')).createSchemaCommand(io, root),
  explain: async (io, root) => (await import('./collector/explain.ts')).createExplainCommand(io, root),
  graph: async (io) => (await import('./collector/graph.ts')).createGraphCommand(io),
  diff: async (io, root) => (await import('./collector/diff.ts')).createDiffCommand(io, root),
  simulate: async (io, root) => (await import('./collector/simulate.ts')).createSimulateCommand(io, root),
};

/** `binnacle collector`: configurations of the OpenTelemetry Collector. */
export const createCollectorCommand = async (
  io: Io,
  root: PackageRoot,
  argv: readonly string[],
): Promise<Command> => {
  const collector = new Command('collector').description(
    'work with configurations of the OpenTelemetry Collector',
  );
  for (const command of await loadCommands(COMMANDS, io, root, argv)) collector.addCommand(command);
  return collector;
};
