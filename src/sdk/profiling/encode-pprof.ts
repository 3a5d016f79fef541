import type { Frame, Profile, ValueType } from '../../core/profiling/profile.ts';
import { LENGTH, ProtobufWriter, VARINT } from '../otlp/protobuf-writer.ts';

const FIRST_POOL_BYTES = 65_536;
const NANOS_PER_MILLI = 1e6;

/** Numbers for things in the order of their first use. */
export const createTable = <T>(first: readonly T[] = []) => {
  const indices = new Map<T, number>(first.map((each, index) => [each, index]));
  return {
    indexOf: (thing: T): number => {
      const found = indices.get(thing);
      if (found !== undefined) return found;
      indices.set(thing, indices.size);
      return indices.size - 1;
    },
    all: (): Iterable<T> => indices.keys(),
  };
};

/** A message as a field of another. */
export const writeMessage = (writer: ProtobufWriter, field: number, write: () => void): void => {
  writer.tag(field, LENGTH);
  const start = writer.open();
  write();
  writer.close(start);
};

/** A field of a number; 0 is what an absent one means. */
export const writeNumber = (writer: ProtobufWriter, field: number, value: number): void => {
  if (value === 0) return;
  writer.tag(field, VARINT);
  writer.int64(Math.round(value));
};

/** A packed field of numbers. */
export const writeNumbers = (writer: ProtobufWriter, field: number, values: readonly number[]): void => {
  if (values.length === 0) return;
  writeMessage(writer, field, () => {
    for (const value of values) writer.int64(Math.round(value));
  });
};

/** The profile in the format of pprof, not compressed: https://github.com/google/pprof/blob/main/proto/profile.proto */
export const encodePprof = ({
  types,
  samples,
  periodType,
  period,
  timeMillis,
  durationMillis,
}: Profile): Uint8Array => {
  const writer = new ProtobufWriter(FIRST_POOL_BYTES);
  const texts = createTable<string>(['']);
  const frames = createTable<Frame>();
  // A function is the same on all its lines.
  const functions = createTable<string>();
  const functionKey = ({ name, file }: Frame): string => `${name}\n${file}`;

  const writeType = (field: number, { type, unit }: ValueType): void =>
    writeMessage(writer, field, () => {
      writeNumber(writer, 1, texts.indexOf(type));
      writeNumber(writer, 2, texts.indexOf(unit));
    });
  for (const type of types) writeType(1, type);
  for (const { stack, values, labels } of samples)
    writeMessage(writer, 2, () => {
      writeNumbers(
        writer,
        1,
        stack.map((frame) => frames.indexOf(frame) + 1),
      );
      writeNumbers(writer, 2, values);
      for (const [key, value] of Object.entries(labels))
        writeMessage(writer, 3, () => {
          writeNumber(writer, 1, texts.indexOf(key));
          writeNumber(writer, 2, texts.indexOf(value));
        });
    });
  for (const frame of frames.all()) {
    writeMessage(writer, 4, () => {
      writeNumber(writer, 1, frames.indexOf(frame) + 1);
      writeMessage(writer, 4, () => {
        writeNumber(writer, 1, functions.indexOf(functionKey(frame)) + 1);
        writeNumber(writer, 2, frame.line);
        writeNumber(writer, 3, frame.column);
      });
    });
  }
  for (const key of functions.all())
    writeMessage(writer, 5, () => {
      const [name = '', file = ''] = key.split('\n');
      writeNumber(writer, 1, functions.indexOf(key) + 1);
      writeNumber(writer, 2, texts.indexOf(name));
      writeNumber(writer, 3, texts.indexOf(name));
      writeNumber(writer, 4, texts.indexOf(file));
    });
  writeNumber(writer, 9, timeMillis * NANOS_PER_MILLI);
  writeNumber(writer, 10, durationMillis * NANOS_PER_MILLI);
  writeType(11, periodType);
  writeNumber(writer, 12, period);
  for (const text of texts.all()) {
    writer.tag(6, LENGTH);
    writer.text(text);
  }
  return writer.bytes.subarray(0, writer.at);
};
