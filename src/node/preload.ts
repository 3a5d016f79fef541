import { installedFolder, programFolders } from './installed-packages.ts';
import type { InstrumentationEntry } from './instrumentation.ts';

// A chunk of its own, loaded where instrumentations are to be loaded at start: on serverless platforms, where what
// happens at start is not part of a request.

/** The instrumentations of which the program has a package. */
export const installedInstrumentations = (
  entries: readonly InstrumentationEntry[],
): readonly InstrumentationEntry[] => {
  const folders = programFolders();
  return entries.filter(({ packages }) =>
    packages.some((name) => installedFolder(name, folders) !== undefined),
  );
};
