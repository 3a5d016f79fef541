import type { Surroundings } from '../../../collector/document/expand.ts';
import {
  type LoadedConfiguration,
  loadConfiguration,
  type SourceFile,
} from '../../../collector/document/load.ts';
import type { ConfigNode } from '../../../collector/document/node.ts';
import { whyNoConfiguration } from '../../../collector/root-keys.ts';
import { type Io, UsageError } from '../../io.ts';
import { readConfigurations, surroundingsOf } from './read-sources.ts';

/** A configuration of which something can be said. */
type Readable = LoadedConfiguration & { readonly node: ConfigNode };

/** Throws where nothing can be said about the configuration as a whole. */
const readable = (loaded: LoadedConfiguration, sources: readonly SourceFile[]): Readable => {
  const faults = loaded.problems.filter(({ severity }) => severity === 'error');
  const [fault] = faults;
  if (fault) {
    const { file, line, column } = fault.place;
    const rest = faults.length > 1 ? ` (and ${faults.length - 1} more)` : '';
    throw new UsageError(`${file}:${line}:${column}: ${fault.message}${rest}`);
  }
  const { node } = loaded;
  if (!node) throw new UsageError(`${sources.map(({ name }) => name).join(', ')}: is empty`);
  const foreign = whyNoConfiguration(node);
  if (foreign !== undefined) throw new UsageError(`${node.place.file}: ${foreign}`);
  return { ...loaded, node };
};

/** The configuration of sources that were read. Throws UsageError where it cannot be loaded. */
export const loadReadable = (
  sources: readonly SourceFile[],
  io: Io,
  { keepsUnset = false }: Pick<Surroundings, 'keepsUnset'> = {},
): Readable => readable(loadConfiguration(sources, { ...surroundingsOf(io), keepsUnset }), sources);

/** The configuration of some files, to be shown: a variable that the environment does not have stands for itself. */
export const readConfiguration = (files: readonly string[], io: Io): ConfigNode => {
  const { node, unset } = loadReadable(readConfigurations(files, io), io, { keepsUnset: true });
  if (unset.length > 0) io.stderr(`note: not set here, shown as written: ${unset.join(', ')}\n`);
  return node;
};
