import { statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { decodePprof } from '../../../core/profiling/decode-pprof.ts';
import {
  fromCpuProfile,
  fromHeapProfile,
  type V8CpuProfile,
  type V8HeapProfile,
} from '../../../core/profiling/from-v8.ts';
import { mergeProfiles } from '../../../core/profiling/merge.ts';
import { mapFrames, type Profile } from '../../../core/profiling/profile.ts';
import { NotAProfile } from '../../../core/profiling/protobuf-reader.ts';
import { type Io, UsageError } from '../../io.ts';
import { nameOf, readBytes } from '../../read-text.ts';
import { type Only, onlyThose } from './only.ts';
import { filesOf } from './profile-files.ts';

/** Most that a file is unpacked to: a profile of a minute is a hundredth of it. */
const MAX_BYTES = 268_435_456;

const decoder = new TextDecoder();

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

const unpacked = (bytes: Buffer): Uint8Array => {
  if (!isGzip(bytes)) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_BYTES });
  } catch (error) {
    const isLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw new NotAProfile(
      isLarge ? `it unpacks to more than ${MAX_BYTES / 1_048_576} MiB` : 'its compression is broken',
    );
  }
};

/** What V8's own profilers write, as in the developer tools of a browser. */
const fromJson = (text: string): Profile => {
  const content = JSON.parse(text) as Partial<V8CpuProfile> & Partial<V8HeapProfile>;
  try {
    if (Array.isArray(content.nodes)) {
      const { samples = [], startTime = 0, endTime = 0 } = content;
      const interval = samples.length > 0 ? (endTime - startTime) / samples.length : 1;
      return fromCpuProfile(content as V8CpuProfile, Math.max(1, Math.round(interval)), 0);
    }
    if (content.head) return fromHeapProfile(content as V8HeapProfile, 1, 0);
  } catch (error) {
    throw error instanceof NotAProfile ? error : new NotAProfile('its nodes are not those of V8');
  }
  throw new NotAProfile('it has neither nodes nor a head');
};

const decode = (bytes: Uint8Array): Profile => {
  if (bytes.length === 0) throw new NotAProfile('it is empty');
  if (bytes[0] !== 0x7b) return decodePprof(bytes, (part) => decoder.decode(part));
  try {
    return fromJson(decoder.decode(bytes));
  } catch (error) {
    throw error instanceof SyntaxError ? new NotAProfile('it is no JSON') : error;
  }
};

const CONTROL = /\p{Cc}/gu;
const printable = (text: string): string => text.replace(CONTROL, ' ');

/** Names come from whoever wrote the file, and are printed on a terminal. */
const withPrintableNames = (profile: Profile): Profile =>
  mapFrames(
    {
      ...profile,
      types: profile.types.map(({ type, unit }) => ({ type: printable(type), unit: printable(unit) })),
      samples: profile.samples.map((sample) => ({
        ...sample,
        labels: Object.fromEntries(
          Object.entries(sample.labels).map(([key, value]) => [printable(key), printable(value)]),
        ),
      })),
    },
    (frame) => ({ ...frame, name: printable(frame.name), file: printable(frame.file) }),
  );

/** Such as `/dev/zero`, which would be read for ever. A pipe is none. */
const isEndless = (file: string): boolean =>
  file !== '-' && statSync(file, { throwIfNoEntry: false })?.isCharacterDevice() === true;

/** Reads a profile that the command line names. Throws UsageError where it is none. */
export const readProfile = (file: string, io: Io): Profile => {
  if (isEndless(file)) throw new UsageError(`${file}: is no profile: it is a device`);
  const bytes = readBytes(file, io);
  try {
    return withPrintableNames(decode(unpacked(bytes)));
  } catch (error) {
    if (!(error instanceof NotAProfile)) throw error;
    throw new UsageError(
      `${nameOf(file)}: is no profile: ${error.message}; expected one of pprof (.pb.gz), a .cpuprofile or a .heapprofile`,
    );
  }
};

interface Wanted {
  readonly type?: string;
  readonly only?: readonly Only[];
}

interface Read {
  readonly profile: Profile;
  /** Of a folder, those that were read. */
  readonly files: readonly string[];
}

/** One profile of several files of the same kind, with the samples that are asked for. */
export const readProfiles = (given: readonly string[], { type, only }: Wanted, io: Io): Read => {
  const files = given.flatMap((file) => filesOf(file, type, io));
  const profiles = onlyThose(
    files.map((file) => readProfile(file, io)),
    only,
  );
  try {
    return { profile: mergeProfiles(profiles), files };
  } catch (error) {
    if (!(error instanceof NotAProfile)) throw error;
    throw new UsageError(`${files.join(', ')}: cannot be taken together: ${error.message}`);
  }
};
