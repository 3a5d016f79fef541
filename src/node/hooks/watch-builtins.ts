import { registerHooks } from 'node:module';

/** By name without `node:`: what to do just before the program gets the module. */
const watched = new Map<string, () => void>();
let stop = (): void => {};

const arrive = (name: string): void => {
  const before = watched.get(name);
  if (!before) return;
  watched.delete(name);
  if (watched.size === 0) stop();
  before();
};

const PREFIX = 'node:';

/** Both ways to a built-in module: what `import` and `require` resolve, and the one function that asks nobody. */
const install = (): (() => void) => {
  const { getBuiltinModule } = process;
  const watching = ((id: string) => {
    arrive(id.startsWith(PREFIX) ? id.slice(PREFIX.length) : id);
    return getBuiltinModule(id);
  }) as typeof getBuiltinModule;
  process.getBuiltinModule = watching;
  const hooks = registerHooks({
    resolve: (specifier, context, next) => {
      if (specifier.startsWith(PREFIX)) arrive(specifier.slice(PREFIX.length));
      return next(specifier, context);
    },
  });
  return () => {
    hooks.deregister();
    // Somebody else may have wrapped it since.
    if (process.getBuiltinModule === watching) process.getBuiltinModule = getBuiltinModule;
  };
};

/**
 * Watches built-in modules that are only worth patching where they are used, because to patch one is to load it.
 * Only those whose names need `node:`, such as `node:sqlite`. Costs a look at each specifier until all have come.
 *
 * @param names without `node:`
 * @param before called before the program gets one of them
 */
export const watchBuiltins = (names: readonly string[], before: () => void): void => {
  if (watched.size === 0) stop = install();
  for (const name of names) watched.set(name, before);
};
