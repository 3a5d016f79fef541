import { describe, expect, test } from '@jest/globals';
import { editText } from '../../../src/collector/lint/fix/edit.ts';
import type { Fix } from '../../../src/collector/lint/rule.ts';

const TEXT = `# Head.
processors:
  # About a.
  a:
    x: 1 # one
    y: {p: 1,  q: 2}
  # About b.
  b:
  c: &c
    - one # first

    # About two.
    - two
    - three
  d: *c
  e: {}
  f: [one,  two, three] # in a line
  v: \${env:V:-2}
  g: |
    text
# Tail.
`;

const cases: readonly (readonly [string, Fix, string, string])[] = [
  ['sets a value', { do: 'set', path: ['processors', 'a', 'x'], value: '2' }, 'x: 1 # one', 'x: 2 # one'],
  [
    'sets a value in a line',
    { do: 'set', path: ['processors', 'a', 'y', 'p'], value: '2' },
    '{p: 1,  q',
    '{p: 2,  q',
  ],
  [
    'adds a key to a line',
    { do: 'set', path: ['processors', 'a', 'y', 'r'], value: '3' },
    'q: 2}',
    'q: 2, r: 3}',
  ],
  [
    'adds a key to an empty map',
    { do: 'set', path: ['processors', 'e', 'r'], value: '3' },
    'e: {}',
    'e: { r: 3 }',
  ],
  [
    'adds a key behind the last one',
    { do: 'set', path: ['processors', 'a', 'z'], value: '3' },
    '    y: {p: 1,  q: 2}\n',
    '    y: {p: 1,  q: 2}\n    z: 3\n',
  ],
  [
    'adds a key to nothing',
    { do: 'set', path: ['processors', 'b', 'z'], value: '3' },
    '  b:\n',
    '  b:\n    z: 3\n',
  ],
  [
    'adds a key with the map that it is in',
    { do: 'set', path: ['processors', 'a', 'm', 'n'], value: 'true' },
    'q: 2}\n',
    'q: 2}\n    m: { n: true }\n',
  ],
  [
    'gives a key without value one',
    { do: 'set', path: ['processors', 'b'], value: '3' },
    '  b:\n',
    '  b: 3\n',
  ],
  [
    'adds a key behind a text',
    { do: 'set', path: ['processors', 'h'], value: '3' },
    '    text\n',
    '    text\n  h: 3\n',
  ],
  [
    'removes a key, and leaves its comment',
    { do: 'remove', path: ['processors', 'a', 'x'] },
    '    x: 1 # one\n',
    '    # one\n',
  ],
  ['removes the first key of a line', { do: 'remove', path: ['processors', 'a', 'y', 'p'] }, 'p: 1,  ', ''],
  ['removes the last key of a line', { do: 'remove', path: ['processors', 'a', 'y', 'q'] }, ',  q: 2', ''],
  [
    'removes a block, and leaves all comments',
    { do: 'remove', path: ['processors', 'a'] },
    TEXT.slice(TEXT.indexOf('  a:'), TEXT.indexOf('  # About b')),
    '  # one\n',
  ],
  ['removes an item', { do: 'remove-item', path: ['processors', 'c', 2] }, '    - three\n', ''],
  ['renames a key', { do: 'rename', path: ['processors', 'a'], to: 'z' }, '  a:\n', '  z:\n'],
  ['renames an item', { do: 'rename-item', path: ['processors', 'c', 1], to: 'z' }, '- two\n', '- z\n'],
  [
    'moves an item with its comment to the front',
    { do: 'move', path: ['processors', 'c', 1], to: 'first' },
    '    - one # first\n\n    # About two.\n    - two\n',
    '    # About two.\n    - two\n    - one # first\n\n',
  ],
  [
    'moves an item to the end',
    { do: 'move', path: ['processors', 'c', 0], to: 'last' },
    '    - one # first\n\n    # About two.\n    - two\n    - three\n',
    '\n    # About two.\n    - two\n    - three\n    - one # first\n',
  ],
  [
    'moves an item of a line to the front',
    { do: 'move', path: ['processors', 'f', 2], to: 'first' },
    '[one,  two, three]',
    '[three, one,  two]',
  ],
  [
    'moves an item of a line to the end',
    { do: 'move', path: ['processors', 'f', 0], to: 'last' },
    '[one,  two, three]',
    '[two, three, one]',
  ],
  ['inserts into a line', { do: 'insert-first', path: ['processors', 'f'], value: 'z' }, '[one', '[z, one'],
  [
    'inserts into a block',
    { do: 'insert-first', path: ['processors', 'c'], value: 'z' },
    '    - one',
    '    - z\n    - one',
  ],
];

const NESTED = `k: # of a
  auth:
    # Who.
    tls: # how
      ca: a
    # After.
  list: [a] # one
  name: $NAME-$NAMES
service:
  x: {y: {z: 1}, w: 2}
`;

describe('editText with what moves', () => {
  test.each<readonly [string, Fix, readonly (readonly [string, string])[]]>([
    [
      'a key with its comments into the map above, where nothing else was in its own',
      { do: 'relocate', path: ['k', 'auth', 'tls'], to: ['k', 'tls'] },
      [['  auth:\n    # Who.\n    tls: # how\n      ca: a\n', '  # Who.\n  tls: # how\n    ca: a\n']],
    ],
    [
      'a key on one line, in the place of its map',
      { do: 'relocate', path: ['service', 'x', 'y', 'z'], to: ['service', 'z'] },
      [['{y: {z: 1}, w: 2}\n', '{w: 2}\n  z: 1\n']],
    ],
    [
      'a key into a section that comes before service',
      { do: 'relocate', path: ['k', 'auth'], to: ['connectors', 'auth'] },
      [
        ['  auth:\n    # Who.\n    tls: # how\n      ca: a\n', ''],
        ['service:', 'connectors:\n  auth:\n    # Who.\n    tls: # how\n      ca: a\nservice:'],
      ],
    ],
    ['an item behind the last', { do: 'append-item', path: ['k', 'list'], value: 'b' }, [['[a]', '[a, b]']]],
    [
      'a value as a whole',
      { do: 'replace', path: ['k', 'auth', 'tls'], value: '[x]' },
      [['tls: # how\n      ca: a', 'tls: [x] # how']],
    ],
    [
      'a word of a text, and no longer one that begins with it',
      { do: 'replace-text', path: ['k', 'name'], from: '$NAME', to: '$' + '{env:NAME}' },
      [['$NAME-', '$' + '{env:NAME}-']],
    ],
  ])('%s', (_, fix, changes) => {
    const expected = changes.reduce((text, [before, after]) => text.replace(before, () => after), NESTED);
    expect(editText(NESTED, fix)).toBe(expected);
  });
});

describe('editText', () => {
  test.each(cases)('%s, and leaves the rest', (_, fix, before, after) => {
    expect(TEXT.split(before)).toHaveLength(2);
    expect(editText(TEXT, fix)).toBe(TEXT.replace(before, () => after));
  });

  test.each<readonly [string, Fix]>([
    ['what is behind an alias', { do: 'rename-item', path: ['processors', 'd', 0], to: 'z' }],
    ['a map by a value', { do: 'set', path: ['processors', 'a'], value: '1' }],
    ['what is not there', { do: 'remove', path: ['processors', 'nothing'] }],
    ['what would not parse afterwards', { do: 'set', path: ['processors', 'a', 'x'], value: '[' }],
    ['a key that stands for an item', { do: 'rename-item', path: ['processors', 'a'], to: 'z' }],
    ['a key that would be moved for an item', { do: 'move', path: ['processors', 'b'], to: 'first' }],
    ['a key that would be removed for an item', { do: 'remove-item', path: ['processors', 'b'] }],
    ['an item that would be removed for a key', { do: 'remove', path: ['processors', 'c', 1] }],
    ['a variable', { do: 'set', path: ['processors', 'v'], value: '1' }],
    ['a name that is taken', { do: 'rename', path: ['processors', 'a'], to: 'b' }],
  ])('does not change %s', (_, fix) => {
    expect(editText(TEXT, fix)).toBeUndefined();
  });

  test('does not change a text that does not parse', () => {
    expect(editText('a: [', { do: 'set', path: ['a'], value: '1' })).toBeUndefined();
  });

  test('keeps the line breaks of the text', () => {
    const text = 'a:\r\n  b: [one, two]\r\n';
    expect(editText(text, { do: 'set', path: ['a', 'c'], value: '2' })).toBe(`${text}  c: 2\r\n`);
  });

  test('adds a line to a text without a line break at its end', () => {
    expect(editText('a:\n  b: 1', { do: 'set', path: ['a', 'c'], value: '2' })).toBe('a:\n  b: 1\n  c: 2\n');
  });
});
