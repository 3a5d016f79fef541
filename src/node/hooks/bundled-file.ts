/** The package, the file's path in it with `/`, empty for the main file, and the package's version. */
export type BundledFile = readonly [packageName: string, path: string, version: string];

/** Stands for the folder that the package has no more. */
export const folderOf = ([packageName, , version]: BundledFile): string =>
  `bundle:node_modules/${packageName}@${version}`;

/**
 * What the plugin's code calls at the end of each file: `Symbol.for('binnacle.bundled')` on the global object.
 * Before Binnacle has started there is nothing to call, and the package's name goes into a set under
 * `Symbol.for('binnacle.missed')`.
 */
export type OnBundledFile = (exports: unknown, ...file: BundledFile) => unknown;

const BUNDLED = Symbol.for('binnacle.bundled');
const MISSED = Symbol.for('binnacle.missed');
const shared = globalThis as { [BUNDLED]?: OnBundledFile; [MISSED]?: ReadonlySet<string> };

/** Listens to the files of bundles. */
export const onBundledFile = (listener: OnBundledFile): void => {
  shared[BUNDLED] = listener;
};

/** The packages of a bundle that were evaluated before anybody listened. */
export const missedPackages = (): ReadonlySet<string> => shared[MISSED] ?? new Set();
