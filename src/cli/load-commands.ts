import type { Command } from 'commander';
import type { Io } from './io.ts';
import type { PackageRoot } from './package-root.ts';

/**
 * Makes a command, once its code is read. Some bring much with them, such as a gRPC server, which would cost the others
 * more than their own work.
 */
type CommandLoader = (io: Io, root: PackageRoot, argv: readonly string[]) => Promise<Command>;

/** By name, in the order of the help. */
export type CommandLoaders = Readonly<Record<string, CommandLoader>>;

/**
 * The command that `argv` begins with. All of them where it begins with none, as for help, or to suggest one that is
 * spelled nearly so.
 */
export const loadCommands = (
  loaders: CommandLoaders,
  io: Io,
  root: PackageRoot,
  [name = '', ...rest]: readonly string[],
): Promise<readonly Command[]> => {
  const asked = Object.hasOwn(loaders, name) ? [loaders[name] as CommandLoader] : Object.values(loaders);
  return Promise.all(asked.map((load) => load(io, root, rest)));
};
