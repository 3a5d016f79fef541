import type { Settings } from '../core/settings/index.ts';
import { findPackages } from './hooks/find-packages.ts';
import { patchBuiltins, watchPackages } from './hooks/module-hook.ts';
import { packageNameOf } from './hooks/package-file.ts';
import { watchBuiltins } from './hooks/watch-builtins.ts';
import { watchGlobal } from './hooks/watch-global.ts';
import type { InstrumentationEntry, InstrumentationModule } from './instrumentation.ts';
import { instrumentations } from './instrumentations.generated.ts';
import type { LoadChunk } from './load-chunk.ts';
import { startLater } from './start-later.ts';

/** The instrumentations that the settings ask for, and the names that they give and nobody has. */
export const chooseInstrumentations = (
  settings: Settings,
  all: readonly InstrumentationEntry[],
): { readonly chosen: readonly InstrumentationEntry[]; readonly unknown: readonly string[] } => {
  const { enabledInstrumentations, disabledInstrumentations, extraInstrumentations } = settings;
  const known = new Set(all.map(({ name }) => name));
  const named = [...(enabledInstrumentations ?? []), ...disabledInstrumentations, ...extraInstrumentations];
  return {
    chosen: all.filter(
      ({ name, isExtra = false, needs }) =>
        (enabledInstrumentations?.includes(name) ||
          extraInstrumentations.includes(name) ||
          (!enabledInstrumentations && !isExtra)) &&
        !disabledInstrumentations.includes(name) &&
        (needs === undefined || settings[needs] !== undefined),
    ),
    unknown: named.filter((name) => !known.has(name)),
  };
};

/** What became of the instrumentations. */
export interface StartedInstrumentations {
  readonly chosen: readonly InstrumentationEntry[];
  /** By name; those of packages that the program does not load are never here. */
  readonly started: ReadonlyMap<string, object>;
  /** By name, the reason why it did not start. */
  readonly failed: ReadonlyMap<string, string>;
}

/** Packages that are looked for at start, because no hook sees them being loaded that costs nothing. */
const packagesToFind = ({ whenInstalled = [], esFiles = [] }: InstrumentationEntry): readonly string[] => [
  ...whenInstalled,
  ...esFiles.map(({ file }) => packageNameOf(file)),
];

/** Those without packages now, the others when the program first loads what they patch. */
export const startInstrumentations = (
  settings: Settings,
  load: LoadChunk,
  warn: (line: string) => void,
): StartedInstrumentations => {
  const { chosen, unknown } = chooseInstrumentations(settings, instrumentations);
  for (const name of unknown) {
    warn(
      `there is no instrumentation ${JSON.stringify(name)}; there are ${instrumentations.map((each) => each.name).join(', ')}`,
    );
  }
  const started = new Map<string, object>();
  const failed = new Map<string, string>();
  const start = ({ name }: InstrumentationEntry): void => {
    if (started.has(name) || failed.has(name)) return;
    try {
      const { instrumentation } = load<{ instrumentation: InstrumentationModule }>(
        `./instrumentations/${name}.js`,
      );
      started.set(name, instrumentation.create(settings) ?? {});
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      failed.set(name, reason);
      warn(`the instrumentation ${name} did not start: ${reason}`);
    }
  };
  // Most programs have none of these packages, and pay for the look and nothing else.
  const found = findPackages(chosen.flatMap(packagesToFind));
  const isNeeded = ({
    packages,
    lateBuiltins = [],
    globals = [],
    whenInstalled = [],
  }: InstrumentationEntry) =>
    packages.length + lateBuiltins.length + globals.length === 0 ||
    whenInstalled.some((name) => found.has(name));
  // Before any hook is there, which would look at the files of these too.
  for (const entry of chosen) if (!entry.canWait && isNeeded(entry)) start(entry);
  for (const entry of chosen) {
    const { packages, lateBuiltins = [], globals = [] } = entry;
    if (packages.length > 0) watchPackages(packages, () => start(entry));
    if (lateBuiltins.length > 0) watchBuiltins(lateBuiltins, () => start(entry));
    for (const name of globals) watchGlobal(name, () => start(entry));
  }
  const esFiles = chosen.flatMap((entry) =>
    (entry.esFiles ?? [])
      .filter(({ file }) => found.has(packageNameOf(file)))
      .map((file) => ({ ...file, before: () => start(entry) })),
  );
  if (esFiles.length > 0) {
    load<typeof import('./hooks/es-files.ts')>('./hooks/es-files.js').watchEsFiles(esFiles, found);
  }
  const waiting = chosen.filter(({ canWait }) => canWait);
  // Where the program ended before, nobody would take what they measure.
  if (waiting.length > 0) startLater(() => waiting.forEach(start));
  if (settings.preload ?? settings.serverlessPlatform !== undefined) {
    const { installedInstrumentations } = load<typeof import('./preload.ts')>('./preload.js');
    for (const entry of installedInstrumentations(chosen)) start(entry);
  }
  patchBuiltins(chosen.flatMap(({ builtins }) => builtins));
  return { chosen, started, failed };
};
