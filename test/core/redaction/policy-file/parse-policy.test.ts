import { describe, expect, test } from '@jest/globals';
import { parsePolicy } from '../../../../src/core/redaction/policy-file/parse-policy.ts';
import { renderPolicySchema } from '../../../../src/core/redaction/policy-file/render-schema.ts';

const faultsOf = (text: string): readonly string[] =>
  parsePolicy(text).faults.map(({ line, column, message }) => `${line}:${column}: ${message}`);

describe('parsePolicy', () => {
  test('tells all faults at once, a pattern beside other ones too, in the order of the file', () => {
    const text = 'custom:\n  - id: e\n    pattern: E\\d+\npreset: gdrp\nrules:\n  emial: hash\n';
    expect(faultsOf(text).map((fault) => fault.split(': ').slice(0, 2).join(': '))).toEqual([
      '3:14: custom[0].pattern',
      '4:9: preset',
      '6:3: rules',
    ]);
  });

  test('reads everything that there is', () => {
    const text = `preset: gdpr
rules:
  email: partial
  employee: keep
keys:
  allow: [order.id]
  remove: [a]
  deny: [employee_*]
  hash: [user.id]
  partial: [b]
  truncate: [c]
nationalIds:
  countries: [de, fr]
custom:
  - id: employee
    pattern: EMP-\\d{6}
    ignoreCase: true
    action: hash
`;
    expect(parsePolicy(text)).toEqual({
      faults: [],
      policy: {
        preset: 'gdpr',
        rules: { email: 'partial', employee: 'keep' },
        keys: {
          allow: ['order.id'],
          remove: ['a'],
          deny: ['employee_*'],
          hash: ['user.id'],
          partial: ['b'],
          truncate: ['c'],
        },
        nationalIds: { countries: ['de', 'fr'] },
        custom: [{ id: 'employee', pattern: 'EMP-\\d{6}', ignoreCase: true, action: 'hash' }],
      },
    });
  });

  test('reads JSON', () => {
    expect(parsePolicy('{"preset": "pci"}').policy).toEqual({ preset: 'pci' });
  });

  test.each(['', '# nothing\n', '{}'])('%j is the default', (text) => {
    expect(parsePolicy(text)).toEqual({ policy: {}, faults: [] });
  });

  test.each([
    ['presets: gdpr', '1:1: "presets" is not known; did you mean "preset"?'],
    [
      'preset: gpdr',
      '1:9: preset: "gpdr" is not known; did you mean "gdpr"? known: balanced, gdpr, hipaa, pci, strict',
    ],
    [
      'nationalIds: { countries: [de, fx] }',
      '1:32: nationalIds.countries[1]: "fx" is not known; did you mean "fr"? known: au, br, de, es, fr, in, it, jp, nl, uk',
    ],
    [
      'nationalIds: { country: [de] }',
      '1:16: nationalIds: "country" is not known; did you mean "countries"?',
    ],
    ['preset: 1', '1:9: preset: 1 is not accepted; expected one of balanced, gdpr, hipaa, pci, strict'],
    ['preset: [gdpr]', '1:9: preset: expected one of balanced, gdpr, hipaa, pci, strict'],
    ['rules: []', '1:8: rules: expected a map of names and values'],
    ['rules:\n  emial: mask', '2:3: rules: "emial" is not known; did you mean "email"?'],
    [
      'rules:\n  email: msak',
      '2:10: rules.email: "msak" is not known; did you mean "mask"? known: remove, mask, partial, hash, truncate, keep',
    ],
    ['keys:\n  deny: password', '2:9: keys.deny: "password" is not accepted; expected a list'],
    ['keys:\n  deny: [a, 1]', '2:13: keys.deny[1]: 1 is not accepted; expected text'],
    [
      'keys:\n  denied: []',
      '2:3: keys: "denied" is not known; known: allow, remove, deny, hash, partial, truncate',
    ],
    ['custom:\n  - id: e', '2:5: custom[0]: "pattern" is missing'],
    [
      'custom:\n  - { id: Emp No, pattern: a }',
      '2:11: custom[0].id: "Emp No" is not accepted; expected lower-case letters, digits and -, as the mark will have it',
    ],
    ['custom:\n  - { id: email, pattern: a }', '2:11: custom[0].id: "email" is the id of another rule'],
    [
      'custom:\n  - { id: a, pattern: a }\n  - { id: a, pattern: b }',
      '3:11: custom[1].id: "a" is the id of another rule',
    ],
    [
      'custom:\n  - id: e\n    pattern: E\\d+',
      '3:14: custom[0].pattern: repetition without an end; write {1,20}, {0,20} or another bound (at "+")',
    ],
    [
      'custom:\n  - { id: e, pattern: a, ignoreCase: 1 }',
      '2:38: custom[0].ignoreCase: 1 is not accepted; expected true or false',
    ],
    ['text', '1:1: "text" is not accepted; expected a map of names and values'],
    ['a: &x [1]\nb: *x', '2:4: an alias, *x; write the value itself'],
    [
      'preset: gdpr\nhashKey: abc',
      '2:1: the key of the hashes belongs into the environment, BINNACLE_REDACTION_HASH_KEY, and never into a file',
    ],
  ])('%j: %s', (text, fault) => {
    expect(parsePolicy(text).policy).toBeUndefined();
    expect(faultsOf(text)[0]).toBe(fault);
  });

  test.each(['a: [', 'preset: gdpr\npreset: pci', 'a: 1\n---\nb: 2'])('%j is no YAML file', (text) => {
    expect(parsePolicy(text).policy).toBeUndefined();
    expect(faultsOf(text)).not.toEqual([]);
  });

  test('tells every fault', () => {
    expect(faultsOf('preset: x\nrules: { y: mask }\nz: 1')).toHaveLength(3);
  });
});

test('the schema for editors names what the reader knows', () => {
  const schema = JSON.parse(renderPolicySchema());
  expect(Object.keys(schema.properties)).toEqual(['preset', 'rules', 'keys', 'nationalIds', 'custom']);
  expect(schema.additionalProperties).toBe(false);
  expect(schema.properties.preset.enum).toContain('hipaa');
  expect(Object.keys(schema.properties.keys.properties)).toEqual([
    'allow',
    'remove',
    'deny',
    'hash',
    'partial',
    'truncate',
  ]);
  expect(schema.properties.custom.items.required).toEqual(['id', 'pattern']);
});
