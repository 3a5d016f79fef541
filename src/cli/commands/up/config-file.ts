import { nearest } from '../../../core/nearest.ts';
import { DocumentError, parseDocument, type SourceDocument } from '../../../core/yaml/document.ts';
import { at } from '../../../core/yaml/parse.ts';
import { type Io, UsageError } from '../../io.ts';
import { acceptedBy, isUpKey, parseOption, UP_KEYS, type UpOptions } from './options.ts';

const isScalar = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value);

const faultOf = (document: SourceDocument, key: string, value: unknown): string | undefined => {
  if (!isUpKey(key)) {
    const meant = nearest(key, UP_KEYS);
    const hint = meant ? `did you mean "${meant}"?` : `accepted: ${UP_KEYS.join(', ')}`;
    return at(document.file, document.positionOfKey([key]), `unknown key "${key}"; ${hint}`);
  }
  if (isScalar(value) && parseOption(key, String(value)) !== undefined) return undefined;
  const shown = JSON.stringify(value)?.slice(0, 80) ?? 'nothing';
  const message = `${key}: ${shown} is not accepted; expected ${acceptedBy(key)}`;
  return at(document.file, document.positionOfValue([key]), message);
};

const parse = (text: string, path: string): SourceDocument => {
  try {
    return parseDocument(text, path);
  } catch (error) {
    if (error instanceof DocumentError) throw new UsageError(error.message);
    throw error;
  }
};

const read = (path: string, io: Io): string => {
  try {
    return io.readFile(path);
  } catch (error) {
    throw new UsageError(
      `--config ${path}: cannot be read (${(error as NodeJS.ErrnoException).code ?? error})`,
    );
  }
};

/** Reads a YAML file whose keys are the options of `up`. Throws UsageError with every fault's position. */
export const readConfigFile = (path: string, io: Io): Partial<UpOptions> => {
  const document = parse(read(path, io), path);
  const { value = {} } = document;
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new UsageError(
      at(path, { line: 1, column: 1 }, `expected keys and values; keys: ${UP_KEYS.join(', ')}`),
    );
  const entries = Object.entries(value);
  const faults = entries.flatMap(([key, own]) => faultOf(document, key, own) ?? []);
  if (faults.length > 0) throw new UsageError(faults.join('\n'));
  return Object.fromEntries(
    entries.map(([key, own]) => [key, isUpKey(key) ? parseOption(key, String(own)) : undefined]),
  );
};
