import { type OnLoad, onPackageFile } from './module-hook.ts';

/**
 * Takes the place of the package of the same name in the bundle: `@opentelemetry/instrumentation` asks for one
 * `Hook` on everything, and gets the project's module hook. Built-in modules never come here; they are patched
 * where they stand (see `patch-builtins.ts`).
 */
export class Hook {
  constructor(_modules: readonly string[] | null, _options: object, onLoad: OnLoad) {
    onPackageFile(onLoad);
  }
}
