// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is what files have
import { describe, expect, test } from '@jest/globals';
import { readTree } from '../../../src/core/configuration/tree.ts';

/** The variables of the specification's own table, which a value is tried with. */
const ENV = {
  STRING_VALUE: 'value',
  BOOL_VALUE: 'true',
  INT_VALUE: '1',
  FLOAT_VALUE: '1.1',
  HEX_VALUE: '0xdeadbeef',
  INVALID_MAP_VALUE: 'value\nkey:value',
  DO_NOT_REPLACE_ME: 'Never use this value',
  REPLACE_ME: '${DO_NOT_REPLACE_ME}',
  VALUE_WITH_ESCAPE: 'value$$',
  EMPTY: '',
};

const read = (yaml: string) => {
  const { root, faults } = readTree(yaml, ENV);
  const entry = root?.kind === 'map' ? root.entries[0] : undefined;
  return {
    key: entry?.key,
    value: entry?.value.kind === 'scalar' ? entry.value.value : entry?.value.kind,
    faults: faults.map(({ line, column, message }) => `${line}:${column}: ${message}`),
  };
};

/** https://opentelemetry.io/docs/specs/otel/configuration/data-model/#environment-variable-substitution */
const VALUES: readonly (readonly [string, unknown])[] = [
  ['${STRING_VALUE}', 'value'],
  ['${BOOL_VALUE}', true],
  ['${INT_VALUE}', 1],
  ['${FLOAT_VALUE}', 1.1],
  ['${HEX_VALUE}', 3735928559],
  ['"${STRING_VALUE}"', 'value'],
  ['"${BOOL_VALUE}"', 'true'],
  ['"${INT_VALUE}"', '1'],
  ['"${FLOAT_VALUE}"', '1.1'],
  ['"${HEX_VALUE}"', '0xdeadbeef'],
  ["'${INT_VALUE}'", '1'],
  ['${env:STRING_VALUE}', 'value'],
  ['${INVALID_MAP_VALUE}', 'value\nkey:value'],
  ['foo ${STRING_VALUE} ${FLOAT_VALUE}', 'foo value 1.1'],
  ['${UNDEFINED_KEY}', null],
  ['"${UNDEFINED_KEY}"', ''],
  ['${UNDEFINED_KEY:-fallback}', 'fallback'],
  ['${UNDEFINED_KEY:-3}', 3],
  ['${EMPTY:-fallback}', 'fallback'],
  ['${env:UNDEFINED_KEY:-a:b}', 'a:b'],
  ['${REPLACE_ME}', '${DO_NOT_REPLACE_ME}'],
  ['${UNDEFINED_KEY:-${STRING_VALUE}}', '${STRING_VALUE}'],
  ['$${STRING_VALUE}', '${STRING_VALUE}'],
  ['$$${STRING_VALUE}', '$value'],
  ['$$$${STRING_VALUE}', '$${STRING_VALUE}'],
  ['$${STRING_VALUE:-fallback}', '${STRING_VALUE:-fallback}'],
  ['$${STRING_VALUE:-${STRING_VALUE}}', '${STRING_VALUE:-value}'],
  ['${UNDEFINED_KEY:-$${UNDEFINED_KEY}}', '${UNDEFINED_KEY:-${UNDEFINED_KEY}}'],
  ['${VALUE_WITH_ESCAPE}', 'value$$'],
  ['a $$ b', 'a $ b'],
  ['a $ b', 'a $ b'],
  ['!!str ${INT_VALUE}', '1'],
  ['|\n  ${INT_VALUE}', '1\n'],
];

describe('a value with references', () => {
  test.each(VALUES)('%s', (yaml, value) => {
    expect(read(`key: ${yaml}`)).toEqual({ key: 'key', value, faults: [] });
  });

  test('a key is taken as it is', () => {
    expect(read('${STRING_VALUE}: value')).toEqual({ key: '${STRING_VALUE}', value: 'value', faults: [] });
  });

  test.each([
    [
      '${STRING_VALUE:?error}',
      '"${STRING_VALUE:?error}": expected a reference such as ${NAME}, ${env:NAME} or ${NAME:-default}',
    ],
    ['${1API_KEY}', '"${1API_KEY}": expected a reference such as ${NAME}, ${env:NAME} or ${NAME:-default}'],
    ['${API_$KEY}', '"${API_$KEY}": expected a reference such as ${NAME}, ${env:NAME} or ${NAME:-default}'],
    ['${}', '"${}": expected a reference such as ${NAME}, ${env:NAME} or ${NAME:-default}'],
    ['${sys:user}', '"${sys:user}": the prefix "sys" is not known; known: env'],
  ])('%s is a fault at its place', (yaml, message) => {
    expect(read(`key: ${yaml}`)).toEqual({ key: 'key', value: null, faults: [`1:6: ${message}`] });
  });

  test('a reference ends on its line', () => {
    expect(read('key: |-\n  ${INT_VALUE\n  } ${INT_VALUE}').value).toBe('${INT_VALUE\n} 1');
  });

  test('many dollars end', () => {
    expect(read(`key: "${'${A'.repeat(20_000)}\\n}"`).faults).toEqual([]);
    expect(read(`key: "${'${A:-'.repeat(20_000)}"`).faults).toEqual([]);
  });
});
