import { Command } from 'commander';
import type { Io } from '../io.ts';
import { type CommandLoaders, loadCommands } from '../load-commands.ts';
import type { PackageRoot } from '../package-root.ts';

const COMMANDS: CommandLoaders = {
  record: async (io, root) => (await import('./profile/record.ts')).createRecordCommand(io, root),
  top: async (io) => (await import('./profile/top.ts')).createTopCommand(io),
  flame: async (io) => (await import('./profile/flame.ts')).createFlameCommand(io),
  diff: async (io) => (await import('./profile/diff.ts')).createDiffCommand(io),
};

/** `binnacle profile`: where CPU and memory go. */
export const createProfileCommand = async (
  io: Io,
  root: PackageRoot,
  argv: readonly string[],
): Promise<Command> => {
  const profile = new Command('profile').description(
    'profiles of CPU and heap: take them, find what is hot, compare releases',
  );
  for (const command of await loadCommands(COMMANDS, io, root, argv)) profile.addCommand(command);
  return profile;
};
