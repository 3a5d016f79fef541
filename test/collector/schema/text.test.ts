import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { readSchemaText, writeSchemaText } from '../../../src/collector/schema/text.ts';

const file = join(import.meta.dirname, '../../../collector/schema/0.155.0.json.gz');
const text = gunzipSync(readFileSync(file)).toString('utf8');

test('the schema of the package is JSON, and read entry by entry it is the same', () => {
  const schema = JSON.parse(text);
  expect(writeSchemaText(schema)).toBe(text);
  const read = readSchemaText(text);
  expect(Object.keys(read)).toEqual(Object.keys(schema));
  expect(JSON.parse(JSON.stringify(read))).toEqual(schema);
  expect({ ...read.types }).toEqual(schema.types);
});

test('what is not asked for is not parsed', () => {
  const broken = text.replace('"processor/tailsamplingprocessor.Config":{', '$&{');
  expect(broken).not.toBe(text);
  expect(() => JSON.parse(broken)).toThrow();
  const read = readSchemaText(broken);
  expect(read.version).toBe('0.155.0');
  expect(read.receivers.otlp?.config.ref).toBe('receiver/otlpreceiver.Config');
  expect(read.types['receiver/otlpreceiver.Config']?.kind).toBe('object');
  expect(read.types['receiver/not-there.Config']).toBeUndefined();
  expect(() => read.types['processor/tailsamplingprocessor.Config']).toThrow();
});
