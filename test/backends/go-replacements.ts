import type { Build } from './build.ts';
import { buildCommands, createModule, type Environment, getCommands, go, UNLISTED_MODULES } from './go.ts';
import type { Release } from './versions.ts';

interface ModuleVersion {
  readonly Path: string;
  readonly Version?: string;
}

interface Replacement {
  readonly Old: ModuleVersion;
  readonly New: ModuleVersion;
}

interface Options {
  readonly env?: Environment;
  /** The version under which the folders of the module's own repository are published; without it they are left out. */
  readonly folderVersion?: string;
}

const versioned = ({ Path, Version }: ModuleVersion): string => (Version ? `${Path}@${Version}` : Path);

/** Go follows the `replace` lines of the main module alone: those of a foreign one come along by this. */
export const copyReplacements = async (
  work: string,
  { module, moduleVersion }: Release,
  { env = {}, folderVersion }: Options = {},
): Promise<void> => {
  const { GoMod } = JSON.parse(
    await go(work, ['mod', 'download', '-json', `${module}@${moduleVersion}`], env),
  );
  const parsed = JSON.parse(await go(work, ['mod', 'edit', '-json', GoMod]));
  const replacements: readonly Replacement[] = parsed.Replace ?? [];
  const usable = replacements.flatMap(({ Old, New }): Replacement[] => {
    if (New.Version !== undefined) return [{ Old, New }];
    return folderVersion === undefined ? [] : [{ Old, New: { Path: Old.Path, Version: folderVersion } }];
  });
  if (usable.length === 0) return;
  await go(work, [
    'mod',
    'edit',
    ...usable.map((one) => `-replace=${versioned(one.Old)}=${versioned(one.New)}`),
  ]);
};

interface ReplacedOptions {
  /** Of Go, that the linker sets to the version. */
  readonly versionVariable: string;
  /** Prefixes of modules that the checksum database lacks, with commas between them. */
  readonly unlisted?: string;
  /** The version under which the folders of the module's own repository are published, where it needs any. */
  readonly folderVersion?: string;
}

/** A server whose own `replace` lines are all that its modules need beside their versions. */
export const buildWithReplacements = (
  release: Release,
  { versionVariable, unlisted = UNLISTED_MODULES, folderVersion }: ReplacedOptions,
): Build => ({
  release,
  compile: async ({ work, bin }) => {
    const env = { GONOSUMDB: unlisted };
    await createModule(work);
    await copyReplacements(work, release, { env, ...(folderVersion && { folderVersion }) });
    await getCommands(work, release, env);
    await buildCommands({ release, work, bin, env, versionVariable });
  },
});
