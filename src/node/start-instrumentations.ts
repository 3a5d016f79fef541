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

const once = (work: () => void): (() => void) => {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    work();
  };
};

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
): void => {
  const { chosen, unknown } = chooseInstrumentations(settings, instrumentations);
  for (const name of unknown) {
    warn(
      `there is no instrumentation ${JSON.stringify(name)}; there are ${instrumentations.map((each) => each.name).join(', ')}`,
    );
  }
  const start = (entry: InstrumentationEntry): void => {
    try {
      const { instrumentation } = load<{ instrumentation: InstrumentationModule }>(
        `./instrumentations/${entry.name}.js`,
      );
      instrumentation.create();
    } catch (error) {
      warn(
        `the instrumentation ${entry.name} did not start: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  };
  for (const entry of chosen) {
    const { packages, lateBuiltins = [], globals = [], canWait } = entry;
    if (canWait) startLater(() => start(entry));
    else if (packages.length + lateBuiltins.length + globals.length === 0) start(entry);
    const startOnce = once(() => start(entry));
    if (packages.length > 0) watchPackages(packages, startOnce);
    if (lateBuiltins.length > 0) watchBuiltins(lateBuiltins, startOnce);
    for (const name of globals) watchGlobal(name, startOnce);
  }
  patchBuiltins(chosen.flatMap(({ builtins }) => builtins));
};
