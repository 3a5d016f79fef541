import { type Frame, LABELS, type Profile, type ValueType } from '../../core/profiling/profile.ts';
import { writeAttributes } from '../otlp/attributes.ts';
import { FIXED64, LENGTH, ProtobufWriter } from '../otlp/protobuf-writer.ts';
import { createTable, writeMessage, writeNumber, writeNumbers } from './encode-pprof.ts';

const FIRST_POOL_BYTES = 65_536;
const NANOS_PER_MILLI = 1e6;
const PROFILE_ID_BYTES = 16;

/** Attributes of a sample; the trace is a link instead. */
const isAttribute = (label: string): boolean => label !== LABELS.traceId && label !== LABELS.spanId;

export interface ProfilesRequest {
  readonly resource: Readonly<Record<string, unknown>>;
  readonly scope: { readonly name: string; readonly version: string };
  readonly profile: Profile;
  /** Sixteen random bytes. */
  readonly profileId: Uint8Array;
}

/**
 * An `ExportProfilesServiceRequest` of the development signal, as it is from OTLP 1.9 on: dictionary of its own, stacks
 * in a table, one type of value a profile. https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/profiles/v1development/profiles.proto
 */
export const encodeProfilesRequest = ({
  resource,
  scope,
  profile,
  profileId,
}: ProfilesRequest): Uint8Array => {
  if (profileId.length !== PROFILE_ID_BYTES) throw new RangeError(`an id has ${PROFILE_ID_BYTES} bytes`);
  const { types, samples, periodType, period, timeMillis, durationMillis } = profile;
  const writer = new ProtobufWriter(FIRST_POOL_BYTES);
  const texts = createTable<string>(['']);
  const nothing: Frame = { name: '', file: '', line: 0, column: 0 };
  const frames = createTable<Frame>([nothing]);
  const functions = createTable<string>(['\n']);
  const stacks = createTable<string>(['']);
  const links = createTable<string>(['']);
  const attributes = createTable<string>(['']);

  const fixed64 = (field: number, millis: number): void => {
    writer.tag(field, FIXED64);
    writer.nanos(Math.floor(millis / 1_000), Math.round((millis % 1_000) * NANOS_PER_MILLI));
  };
  const writeType = (field: number, { type, unit }: ValueType): void =>
    writeMessage(writer, field, () => {
      writeNumber(writer, 1, texts.indexOf(type));
      writeNumber(writer, 2, texts.indexOf(unit));
    });
  const encoded = samples.map(({ stack, values, labels }) => ({
    values,
    stack: stacks.indexOf(stack.map((frame) => frames.indexOf(frame)).join()),
    link: labels[LABELS.traceId] ? links.indexOf(`${labels[LABELS.traceId]}${labels[LABELS.spanId]}`) : 0,
    attributes: Object.entries(labels)
      .filter(([key]) => isAttribute(key))
      .map(([key, value]) => attributes.indexOf(`${key}\n${value}`)),
  }));

  writeMessage(writer, 1, () => {
    writeMessage(writer, 1, () => writeAttributes(writer, resource, 1));
    writeMessage(writer, 2, () => {
      writeMessage(writer, 1, () => {
        writer.tag(1, LENGTH);
        writer.text(scope.name);
        writer.tag(2, LENGTH);
        writer.text(scope.version);
      });
      for (const [index, type] of types.entries())
        writeMessage(writer, 2, () => {
          writeType(1, type);
          for (const sample of encoded)
            writeMessage(writer, 2, () => {
              writeNumber(writer, 1, sample.stack);
              writeNumbers(writer, 2, sample.attributes);
              writeNumber(writer, 3, sample.link);
              writeNumbers(writer, 4, [sample.values[index] ?? 0]);
            });
          fixed64(3, timeMillis);
          writeNumber(writer, 4, durationMillis * NANOS_PER_MILLI);
          writeType(5, periodType);
          writeNumber(writer, 6, period);
          writer.tag(7, LENGTH);
          // Each type is a profile of its own, with an id of its own.
          writer.block(profileId.with(0, ((profileId[0] ?? 0) + index) & 255));
        });
    });
  });
  writeMessage(writer, 2, () => {
    writeMessage(writer, 1, () => {});
    for (const frame of frames.all())
      writeMessage(writer, 2, () => {
        if (frame === nothing) return;
        writeMessage(writer, 3, () => {
          writeNumber(writer, 1, functions.indexOf(`${frame.name}\n${frame.file}`));
          writeNumber(writer, 2, frame.line);
          writeNumber(writer, 3, frame.column);
        });
      });
    for (const key of functions.all())
      writeMessage(writer, 3, () => {
        const [name = '', file = ''] = key.split('\n');
        writeNumber(writer, 1, texts.indexOf(name));
        writeNumber(writer, 2, texts.indexOf(name));
        writeNumber(writer, 3, texts.indexOf(file));
      });
    for (const link of links.all())
      writeMessage(writer, 4, () => {
        if (link === '') return;
        writer.tag(1, LENGTH);
        writer.hex(link.slice(0, 32));
        writer.tag(2, LENGTH);
        writer.hex(link.slice(32));
      });
    for (const pair of attributes.all())
      writeMessage(writer, 6, () => {
        if (pair === '') return;
        const [key = '', value = ''] = pair.split('\n');
        writeNumber(writer, 1, texts.indexOf(key));
        writeMessage(writer, 2, () => {
          writer.tag(1, LENGTH);
          writer.text(value);
        });
      });
    for (const stack of stacks.all())
      writeMessage(writer, 7, () =>
        writeNumbers(writer, 1, stack === '' ? [] : stack.split(',').map(Number)),
      );
    for (const text of texts.all()) {
      writer.tag(5, LENGTH);
      writer.text(text);
    }
  });
  return writer.bytes.subarray(0, writer.at);
};
