import { expect, test } from '@jest/globals';
import { obfuscateStatement } from '../../../src/core/database/obfuscate-statement.ts';
import { summariseSql } from '../../../src/core/database/summarise-sql.ts';
import { createRandom, pick } from '../random.ts';
import { countingText } from '../redaction/counting-text.ts';
import { PLANTED_DIALECTS, plantedStatement } from './planted-statements.ts';

const SIZE = 2_000;
const LARGE_SIZE = 20_000;

/** Units looked at for each unit of a statement, at the worst. */
const MAX_LOOKS_PER_UNIT = 30;

const ATOMS = [
  ...'\'"`$[](){}<>,.;:?@#%*/-+\\=a1 \né’',
  ...["\\'", "''", '--', '/*', '*/', '//', '$$', '$a$', "'a\\',", "q'[", "e'", "n'a'", '1e-', '0x', ':1'],
  ...['aaaaaaaa-', 'a@b.', '{1', '%(', 'in (', 'values (1)', ',(1)', ' and ', 'copy t from stdin\n', '"a".'],
  ...['"""', '\\"""', '"""a', '"a\\', '#', 'query{a(b:', '{a(b:"c",d:', '...on a', '@a(b:$c)', '!'],
  ...["'a\\', \"\\'\" ", "'''a\\', ''", "$a$ '\\' $a$"],
];

const repeated = (part: string, length: number): string =>
  part.repeat(Math.ceil(length / part.length)).slice(0, length);

const pieces = (): readonly string[] => {
  const random = createRandom(3);
  const planted = PLANTED_DIALECTS.map((dialect) => plantedStatement(dialect, random).text);
  const all = [...ATOMS, ...planted];
  const mixed = Array.from({ length: 40 }, () =>
    Array.from({ length: 2 + Math.floor(random() * 3) }, () =>
      pick(all, random).repeat(1 + Math.floor(random() ** 4 * 200)),
    ).join(''),
  );
  return [...new Set([...all, ...mixed])];
};

const SYSTEMS = [...PLANTED_DIALECTS.map(({ system }) => system), 'redis', 'mongodb', 'graphql'];

test.each(SYSTEMS)(
  '%s: looks at each unit a bounded number of times, however long the statement is',
  (system) => {
    const looksPerUnit = (piece: string, length: number): number => {
      const counting = countingText(`select ${repeated(piece, length)}`);
      obfuscateStatement(counting.text, system);
      summariseSql(counting.text, { system });
      return counting.looks() / length;
    };
    const worst = pieces()
      .map((piece) => ({ piece: piece.slice(0, 200), whole: piece, looks: looksPerUnit(piece, SIZE) }))
      .sort((one, other) => other.looks - one.looks)
      .slice(0, 3);
    expect(worst.filter(({ looks }) => looks > MAX_LOOKS_PER_UNIT)).toEqual([]);
    for (const { whole, looks } of worst)
      expect(looksPerUnit(whole, LARGE_SIZE)).toBeLessThan(Math.max(10, looks * 1.5));
  },
  60_000,
);
