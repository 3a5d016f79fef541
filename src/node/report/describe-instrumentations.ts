import type { Settings } from '../../core/settings/index.ts';
import { seenPackages } from '../hooks/module-hook.ts';
import { installedFolder, programFolders } from '../installed-packages.ts';
import type { InstrumentationEntry } from '../instrumentation.ts';
import { instrumentations } from '../instrumentations.generated.ts';
import type { StartedInstrumentations } from '../start-instrumentations.ts';
import { isPatched, supportedVersions } from './is-patched.ts';
import type { InstrumentationReport } from './process-report.ts';
import type { LoadedEarly } from './untraced.ts';
import { nameAndVersion, seenVersion } from './versions.ts';

const whyDisabled = ({ name }: InstrumentationEntry, { disabledInstrumentations }: Settings): string =>
  disabledInstrumentations.includes(name)
    ? 'named by OTEL_NODE_DISABLED_INSTRUMENTATIONS'
    : 'not named by OTEL_NODE_ENABLED_INSTRUMENTATIONS';

/** Of one that waits for its packages: installed or not. */
const describeWaiting = ({ name, packages }: InstrumentationEntry): InstrumentationReport => {
  const folders = programFolders();
  const installed = packages.flatMap((each) => {
    const folder = installedFolder(each, folders);
    return folder === undefined ? [] : [nameAndVersion(each, folder)];
  });
  return installed.length > 0
    ? {
        name,
        status: 'not-loaded',
        packages: installed,
        why: 'installed, and the program has not loaded it so far',
      }
    : { name, status: 'not-installed', packages: [] };
};

const describeOne = (
  entry: InstrumentationEntry,
  settings: Settings,
  { chosen, started, failed }: StartedInstrumentations,
  early: LoadedEarly,
): InstrumentationReport => {
  const { name, packages } = entry;
  if (!chosen.includes(entry))
    return { name, status: 'disabled', packages: [], why: whyDisabled(entry, settings) };
  const failure = failed.get(name);
  if (failure !== undefined) return { name, status: 'failed', packages: [], why: failure };
  const instrumentation = started.get(name);
  if (packages.length === 0)
    return instrumentation
      ? { name, status: 'active', packages: entry.builtins }
      : { name, status: 'not-loaded', packages: [], why: 'waits until the program has started' };

  const before = packages.filter((each) => early.has(each));
  if (before.length > 0) {
    const versions = before.map((each) => nameAndVersion(each, early.get(each)));
    return { name, status: 'loaded-before', packages: versions, why: 'loaded before Binnacle' };
  }
  const seen = packages.filter((each) => seenPackages().get(each)?.hasMain);
  if (seen.length === 0 || !instrumentation) return describeWaiting(entry);
  const unpatched = seen.filter((each) => !isPatched(instrumentation, each));
  if (unpatched.length === 0) return { name, status: 'active', packages: seen.map(seenVersion) };
  const supported = unpatched.flatMap((each) => supportedVersions(instrumentation, each));
  return {
    name,
    status: 'unsupported',
    packages: unpatched.map(seenVersion),
    why: `this version is not patched; supported: ${[...new Set(supported)].join(' or ') || 'none'}`,
  };
};

/** All instrumentations that there are, and what became of each in this process. */
export const describeInstrumentations = (
  settings: Settings,
  started: StartedInstrumentations,
  early: LoadedEarly,
): readonly InstrumentationReport[] =>
  instrumentations.map((entry) => describeOne(entry, settings, started, early));
