import { describe, expect, test } from '@jest/globals';
import { obfuscateStatement } from '../../../src/core/database/obfuscate-statement.ts';
import { summariseSql } from '../../../src/core/database/summarise-sql.ts';
import { createRandom } from '../random.ts';
import { NAMES, PLANTED, PLANTED_DIALECTS, plantedStatement } from './planted-statements.ts';

const STATEMENTS = 150;

describe.each(PLANTED_DIALECTS)('$system: literals in every place', (dialect) => {
  const { system } = dialect;
  const random = createRandom(system.length * 31 + 5);
  const statements = Array.from({ length: STATEMENTS }, () => plantedStatement(dialect, random));

  test('none is left of a statement that is cut anywhere', () => {
    const leaks = statements.flatMap(({ text }) =>
      Array.from({ length: text.length + 1 }, (_, length) => text.slice(0, length)).filter(
        (cut) =>
          PLANTED.test(obfuscateStatement(cut, system)) ||
          PLANTED.test(JSON.stringify(summariseSql(cut, { system }))),
      ),
    );
    expect(leaks.slice(0, 3).map((cut) => [cut, obfuscateStatement(cut, system)])).toEqual([]);
  });

  test('the names stay', () => {
    const lost = statements
      .filter(({ isOwn }) => !isOwn)
      .map(({ text }) => ({ text, clean: obfuscateStatement(text, system) }))
      .filter(({ clean }) => !NAMES.every((name) => clean.includes(name)));
    expect(lost.slice(0, 3)).toEqual([]);
  });

  test('what is clean stays as it is', () => {
    const changing = statements
      .map(({ text }) => obfuscateStatement(text, system))
      .map((once) => ({ once, twice: obfuscateStatement(once, system) }))
      .filter(({ once, twice }) => once !== twice);
    expect(changing.slice(0, 3)).toEqual([]);
  });
});
