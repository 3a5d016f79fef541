import type { Instrumentation } from '@opentelemetry/instrumentation';
import type { Settings } from '../core/settings/index.ts';
import { patchBuiltins, watchPackages } from './hooks/module-hook.ts';
import { watchBuiltins } from './hooks/watch-builtins.ts';
import { watchGlobal } from './hooks/watch-global.ts';
import type { InstrumentationEntry, InstrumentationModule } from './instrumentation.ts';
import { instrumentations } from './instrumentations.generated.ts';
import type { LoadChunk } from './load-chunk.ts';

/** The instrumentations that the settings ask for, and the names that they give and nobody has. */
export const chooseInstrumentations = (
  { enabledInstrumentations, disabledInstrumentations, extraInstrumentations }: Settings,
  all: readonly InstrumentationEntry[],
): { readonly chosen: readonly InstrumentationEntry[]; readonly unknown: readonly string[] } => {
  const known = new Set(all.map(({ name }) => name));
  const named = [...(enabledInstrumentations ?? []), ...disabledInstrumentations, ...extraInstrumentations];
  return {
    chosen: all.filter(
      ({ name, isExtra = false }) =>
        (enabledInstrumentations?.includes(name) ||
          extraInstrumentations.includes(name) ||
          (!enabledInstrumentations && !isExtra)) &&
        !disabledInstrumentations.includes(name),
    ),
    unknown: named.filter((name) => !known.has(name)),
  };
};

/** What became of the instrumentations. */
export interface StartedInstrumentations {
  readonly chosen: readonly InstrumentationEntry[];
  /** By name; those of packages that the program does not load are never here. */
  readonly started: ReadonlyMap<string, Instrumentation>;
  /** By name, the reason why it did not start. */
  readonly failed: ReadonlyMap<string, string>;
}
/** When the program has started; not at all where it ended before, because then nobody takes what it would measure. */
const startLater = (work: () => void): void => {
  const immediate = setImmediate(work).unref();
  process.once('beforeExit', () => clearImmediate(immediate));
};

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
  const started = new Map<string, Instrumentation>();
  const failed = new Map<string, string>();
  const start = ({ name }: InstrumentationEntry): void => {
    if (started.has(name) || failed.has(name)) return;
    try {
      const { instrumentation } = load<{ instrumentation: InstrumentationModule }>(
        `./instrumentations/${name}.js`,
      );
      started.set(name, instrumentation.create());
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      failed.set(name, reason);
      warn(`the instrumentation ${name} did not start: ${reason}`);
    }
  };
  for (const entry of chosen) {
    const { packages, lateBuiltins = [], globals = [], canWait } = entry;
    if (canWait) continue;
    if (packages.length + lateBuiltins.length + globals.length === 0) start(entry);
    if (packages.length > 0) watchPackages(packages, () => start(entry));
    if (lateBuiltins.length > 0) watchBuiltins(lateBuiltins, () => start(entry));
    for (const name of globals) watchGlobal(name, () => start(entry));
  }
  const waiting = chosen.filter(({ canWait }) => canWait);
  if (waiting.length > 0) startLater(() => waiting.forEach(start));
  if (settings.preload ?? settings.serverlessPlatform !== undefined) {
    const { installedInstrumentations } = load<typeof import('./preload.ts')>('./preload.js');
    for (const entry of installedInstrumentations(chosen)) start(entry);
  }
  patchBuiltins(chosen.flatMap(({ builtins }) => builtins));
  return { chosen, started, failed };
};
