import type { Instrumentation } from '@opentelemetry/instrumentation';
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

/** What became of the instrumentations. */
export interface StartedInstrumentations {
  readonly chosen: readonly InstrumentationEntry[];
  /** By name; those of packages that the program does not load are never here. */
  readonly started: ReadonlyMap<string, Instrumentation>;
  /** By name, the reason why it did not start. */
  readonly failed: ReadonlyMap<string, string>;
}

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
    if (started.has(name)) return;
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
    if (entry.canWait) setImmediate(start, entry).unref();
    else if (entry.packages.length === 0) start(entry);
    else watchPackages(entry.packages, () => start(entry));
  }
  if (settings.preload ?? settings.serverlessPlatform !== undefined) {
    const { installedInstrumentations } = load<typeof import('./preload.ts')>('./preload.js');
    for (const entry of installedInstrumentations(chosen)) start(entry);
  }
  patchBuiltins(chosen.flatMap(({ builtins }) => builtins));
  return { chosen, started, failed };
};
