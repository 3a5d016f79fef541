import { describe, expect, test } from '@jest/globals';
import { Profile as OtherReader } from 'pprof-format';
import { decodePprof } from '../../../src/core/profiling/decode-pprof.ts';
import { NotAProfile } from '../../../src/core/profiling/protobuf-reader.ts';
import { encodePprof } from '../../../src/sdk/profiling/encode-pprof.ts';
import { profileOf } from '../../core/profiling/profiles.ts';

const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const PROFILE = profileOf([
  ['main>handle>burn', 7, { 'http.route': '/reports/:id', 'trace id': 'a'.repeat(32) }],
  ['main>handle>größe', 1],
  ['main>burn>burn', 300],
]);

describe('a profile in the format of pprof', () => {
  test('is read as it was written', () => {
    expect(decodePprof(encodePprof(PROFILE), textOf)).toEqual(PROFILE);
  });

  test('is read by another reader', () => {
    const {
      sampleType,
      sample,
      function: functions,
      stringTable,
      durationNanos,
      timeNanos,
    } = OtherReader.decode(encodePprof(PROFILE));
    const text = (index: unknown): string | undefined => stringTable.strings[Number(index)];
    expect(sampleType.map(({ type, unit }) => `${text(type)}/${text(unit)}`)).toEqual([
      'samples/count',
      'cpu/nanoseconds',
    ]);
    expect(sample.map(({ value }) => value.map(Number))).toEqual(PROFILE.samples.map(({ values }) => values));
    expect(sample[0]?.label.map(({ key, str }) => [text(key), text(str)])).toEqual(
      Object.entries(PROFILE.samples[0]?.labels ?? {}),
    );
    expect(functions.map(({ name }) => text(name))).toEqual(['burn', 'handle', 'main', 'größe']);
    expect([Number(timeNanos), Number(durationNanos)]).toEqual([1_760_000_000_000e6, 60e9]);
  });
});

/** Bytes that end in the middle of everything, and bytes that are something else. */
const whole = encodePprof(PROFILE);
const BROKEN: readonly (readonly [string, Uint8Array])[] = [
  ['a text', new TextEncoder().encode('#!/usr/bin/env node\nconsole.log(1);\n')],
  ['a message without a type', Uint8Array.from([0x32, 0])],
  ['a length beyond the end', Uint8Array.from([0x12, 0xff, 0xff, 0xff, 0xff, 0x0f])],
  ['a number without an end', Uint8Array.from(Array(12).fill(0xff))],
  ['a text that is not there', Uint8Array.from([0x0a, 4, 0x08, 9, 0x10, 9, 0x32, 0])],
  ['a stack of too many functions', encodePprof(profileOf([[Array(10_001).fill('f').join('>'), 1]]))],
];

describe('what is no profile', () => {
  test.each(BROKEN)('%s is refused', (_, bytes) => {
    expect(() => decodePprof(bytes, textOf)).toThrow(NotAProfile);
  });

  test('a profile that is cut off anywhere is refused, or read without what is missing', () => {
    for (let end = 1; end < whole.length; end++) {
      try {
        decodePprof(whole.subarray(0, end), textOf);
      } catch (error) {
        expect(error).toBeInstanceOf(NotAProfile);
      }
    }
  });
});
