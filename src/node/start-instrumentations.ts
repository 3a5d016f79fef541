import type { Settings } from '../core/settings/index.ts';
import { patchBuiltins, watchPackages } from './hooks/module-hook.ts';
import type { InstrumentationEntry, InstrumentationModule } from './instrumentation.ts';
import { instrumentations } from './instrumentations.generated.ts';
import type { LoadChunk } from './load-chunk.ts';

/** The instrumentations that the settings ask for, and the names that they give and nobody has. */
export const chooseInstrumentations = (
  { enabledInstrumentations, disabledInstrumentations }: Settings,
  all: readonly InstrumentationEntry[],
): { readonly chosen: readonly InstrumentationEntry[]; readonly unknown: readonly string[] } => {
  const known = new Set(all.map(({ name }) => name));
  const named = [...(enabledInstrumentations ?? []), ...disabledInstrumentations];
  return {
    chosen: all.filter(
      ({ name }) =>
        (enabledInstrumentations?.includes(name) ?? true) && !disabledInstrumentations.includes(name),
    ),
    unknown: named.filter((name) => !known.has(name)),
  };
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
    if (entry.canWait) setImmediate(start, entry).unref();
    else if (entry.packages.length === 0) start(entry);
    else watchPackages(entry.packages, () => start(entry));
  }
  patchBuiltins(chosen.flatMap(({ builtins }) => builtins));
};
