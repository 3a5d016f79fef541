import { instrumentations } from '../node/instrumentations.generated.ts';
import { makeTraceable } from './traceable.ts';

/** The packages that Binnacle traces; a bundler has to keep them external or to pass them through a plugin. */
export const tracedPackages: readonly string[] = [
  ...new Set(instrumentations.flatMap(({ packages }) => packages)),
].sort();

/** What the plugin uses of esbuild's `PluginBuild`, so that the types need no esbuild. */
export interface EsbuildPluginBuild {
  onResolve(
    options: { filter: RegExp },
    callback: (args: { path: string }) => { path: string; external: true } | undefined,
  ): void;
  onLoad(
    options: { filter: RegExp; namespace: string },
    callback: (args: { path: string }) => { contents: string; loader: 'js' } | undefined,
  ): void;
  onStart(callback: () => void): void;
  onEnd(callback: () => { warnings: { text: string }[] }): void;
}

/** Fits esbuild's `Plugin`. */
export interface EsbuildPlugin {
  readonly name: string;
  setup(build: EsbuildPluginBuild): void;
}

const escaped = (text: string): string => text.replace(/[/\\^$.*+?()[\]{}|-]/g, '\\$&');

/** Files of these packages, wherever they are installed. */
const filterOf = (packages: readonly string[]): RegExp =>
  new RegExp(
    `[/\\\\]node_modules[/\\\\](?:${packages.map((name) => escaped(name).replaceAll('\\/', '[/\\\\]')).join('|')})[/\\\\].*\\.(?:c|m)?js$`,
  );

/** Binnacle loads its parts from its own folder. The API may be bundled: its copies find each other. */
const KEPT_EXTERNAL = /^binnacle(?:\/|$)/;

/**
 * Makes the packages inside a bundle traceable: each of their CommonJS files passes through Binnacle when the bundle
 * runs. `binnacle` itself stays external and is loaded as always, by `--import binnacle/register` or as the first
 * import of the program.
 *
 * @example
 * import { build } from 'esbuild';
 * import { binnaclePlugin } from 'binnacle/esbuild';
 * await build({ entryPoints: ['app.js'], bundle: true, platform: 'node', outfile: 'dist/app.cjs', plugins: [binnaclePlugin()] });
 */
export const binnaclePlugin = (): EsbuildPlugin => {
  const packages = new Set(tracedPackages);
  return {
    name: 'binnacle',
    setup: (build) => {
      const traceable = new Set<string>();
      const modules = new Set<string>();
      build.onStart(() => {
        traceable.clear();
        modules.clear();
      });
      build.onResolve({ filter: KEPT_EXTERNAL }, ({ path }) => ({ path, external: true }));
      build.onLoad({ filter: filterOf(tracedPackages), namespace: 'file' }, ({ path }) => {
        const file = makeTraceable(path, packages);
        if (!file) return undefined;
        (file.contents === undefined ? modules : traceable).add(file.packageName);
        return file.contents === undefined ? undefined : { contents: file.contents, loader: 'js' };
      });
      build.onEnd(() => ({
        warnings: [...modules]
          .filter((name) => !traceable.has(name))
          .map((name) => ({
            text: `${name} is bundled as an ES module and will not be traced; let esbuild take its CommonJS files, by mainFields: ['main'] or by require, or keep it external`,
          })),
      }));
    },
  };
};
