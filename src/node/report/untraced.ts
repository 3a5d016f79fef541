import { seenPackages } from '../hooks/module-hook.ts';
import type { StartedInstrumentations } from '../start-instrumentations.ts';
import { packagesInBundle } from './bundle.ts';
import { isPatched, supportedVersions } from './is-patched.ts';
import { nameAndVersion, seenVersion } from './versions.ts';

/** What was loaded before Binnacle started, with the folders; of a bundle the folder is not known. */
export type LoadedEarly = ReadonlyMap<string, string | undefined>;

/** Packages that are instrumented, and yet not traced in this process. */
export interface Untraced {
  /** Loaded before Binnacle, `express 5.3.0`. */
  readonly early: readonly string[];
  /** Loaded, and not patched, with what would have been. */
  readonly unsupported: readonly string[];
  /** Inside a bundle that was made without the plugin. */
  readonly bundled: readonly string[];
}

export const findUntraced = ({ chosen, started }: StartedInstrumentations, early: LoadedEarly): Untraced => {
  const seen = seenPackages();
  const unsupported = chosen.flatMap(({ name, packages }) => {
    const instrumentation = started.get(name);
    return packages
      .filter((each) => seen.get(each)?.hasMain && instrumentation && !isPatched(instrumentation, each))
      .map((each) => {
        const versions = instrumentation ? supportedVersions(instrumentation, each) : [];
        return `${seenVersion(each)} (supported: ${versions.join(' or ') || 'none'})`;
      });
  });
  const instrumented = new Set(chosen.flatMap(({ packages }) => packages));
  return {
    early: [...early].map(([name, folder]) => nameAndVersion(name, folder)),
    unsupported,
    bundled: seen.size + early.size > 0 ? [] : packagesInBundle(instrumented),
  };
};

/** One line for a person; undefined where everything is traced. */
export const describeUntraced = ({ early, unsupported, bundled }: Untraced): string | undefined => {
  const parts = [
    early.length > 0 &&
      `${early.join(', ')}: loaded before Binnacle; start with node --import binnacle/register, or import it first`,
    unsupported.length > 0 && `${unsupported.join(', ')}: this version is not patched`,
    bundled.length > 0 &&
      `${bundled.join(', ')}: inside a bundle; build it with the plugin of binnacle/esbuild, or keep them external`,
  ].filter((part) => part !== false);
  return parts.length > 0 ? `not traced: ${parts.join('. ')}` : undefined;
};
