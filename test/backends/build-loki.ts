import type { Build } from './build.ts';
import { buildCommands, createModule, getCommands, go } from './go.ts';
import { RELEASES } from './versions.ts';

const release = RELEASES.loki;

/** The checksum database lacks a few of the modules below these prefixes. */
const env = { GONOSUMDB: 'github.com/open-telemetry/*,go.opentelemetry.io/*' };

interface Replacement {
  readonly Old: { readonly Path: string; readonly Version?: string };
  readonly New: { readonly Path: string; readonly Version?: string };
}

const versioned = ({ Path, Version }: Replacement['Old']): string => (Version ? `${Path}@${Version}` : Path);

/** Go follows the `replace` lines of the main module alone: those of Loki's own come along. */
const copyReplacements = async (work: string): Promise<void> => {
  const where = `${release.module}@${release.moduleVersion}`;
  const { GoMod } = JSON.parse(await go(work, ['mod', 'download', '-json', where], env));
  const parsed = JSON.parse(await go(work, ['mod', 'edit', '-json', GoMod]));
  const replacements: readonly Replacement[] = parsed.Replace ?? [];
  // A folder of Loki's own repository is not there.
  const foreign = replacements.filter(({ New }) => New.Version !== undefined);
  await go(work, [
    'mod',
    'edit',
    ...foreign.map((one) => `-replace=${versioned(one.Old)}=${versioned(one.New)}`),
  ]);
};

export const build: Build = {
  release,
  compile: async ({ work, bin }) => {
    await createModule(work);
    await copyReplacements(work);
    await getCommands(work, release, env);
    const versionVariable = 'github.com/grafana/loki/v3/pkg/util/build.Version';
    await buildCommands({ release, work, bin, env, versionVariable });
  },
};
