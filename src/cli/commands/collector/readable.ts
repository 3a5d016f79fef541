import {
  type LoadedConfiguration,
  loadConfiguration,
  type SourceFile,
} from '../../../collector/document/load.ts';
import type { ConfigNode } from '../../../collector/document/node.ts';
import { type Io, UsageError } from '../../io.ts';
import { surroundingsOf } from './read-sources.ts';

/** Throws UsageError where nothing can be said about the configuration as a whole. */
const readable = ({ node, problems }: LoadedConfiguration, sources: readonly SourceFile[]): ConfigNode => {
  const [fault] = problems;
  if (fault) {
    const { file, line, column } = fault.place;
    const rest = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
    throw new UsageError(`${file}:${line}:${column}: ${fault.message}${rest}`);
  }
  if (!node) throw new UsageError(`${sources.map(({ name }) => name).join(', ')}: is empty`);
  return node;
};

/** The configuration of several files. Throws UsageError where it cannot be read. */
export const loadReadable = (sources: readonly SourceFile[], io: Io): ConfigNode =>
  readable(loadConfiguration(sources, surroundingsOf(io)), sources);
