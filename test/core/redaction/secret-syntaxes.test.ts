import { describe, expect, test } from '@jest/globals';
import { createRedactor } from '../../../src/core/redaction/index.ts';
import { createRandom, pick } from '../random.ts';

const redactor = createRedactor();

/** A value as a syntax writes it, between what comes before and after it; only values that the syntax can hold. */
interface Syntax {
  readonly what: string;
  write(name: string, value: string): readonly [before: string, written: string, after: string];
  /** Values that would have to be written otherwise, or end there. */
  readonly without?: RegExp;
}

const json = (value: string): string => JSON.stringify(value).slice(1, -1);
const times = (count: number, value: string): string => (count === 0 ? value : times(count - 1, json(value)));

/** JSON with the field, put into strings of JSON `depth` times. */
const jsonAt = (depth: number): Syntax => ({
  what: `JSON, escaped ${depth} times`,
  write: (name, value) => [
    times(depth, `{"user":"jo","${name}":"`),
    times(depth, json(value)),
    times(depth, `","next":"kept","n":1}`),
  ],
});

const BARE = /[\s"'`&;<>\\,|[\](){}$*]/;

const SYNTAXES: readonly Syntax[] = [
  jsonAt(0),
  jsonAt(1),
  jsonAt(2),
  jsonAt(3),
  { what: 'a form', write: (name, value) => [`user=jo&${name}=`, value, '&next=kept'], without: BARE },
  {
    what: 'a nested form',
    write: (name, value) => [`user[${name}]=`, value, '&user[next]=kept'],
    without: BARE,
  },
  { what: 'a query', write: (name, value) => [`GET /a?${name}=`, value, '&next=kept 200'], without: BARE },
  {
    what: 'an encoded form',
    write: (name, value) => [`user%3Djo%26${name}%3D`, encodeURIComponent(value), '%26next%3Dkept'],
    without: /[\s"&;{}'\\<>(),$+|[\]`*]/,
  },
  {
    what: 'encoded JSON',
    write: (name, value) => [
      `%7B%22${name}%22%3A%22`,
      encodeURIComponent(value),
      '%22%2C%22next%22%3A%22kept%22%7D',
    ],
    without: /[\s"&;{}'\\<>]/,
  },
  { what: 'logfmt', write: (name, value) => [`level=info ${name}=`, value, ' next=kept'], without: BARE },
  { what: 'logfmt in quotes', write: (name, value) => [`level=info ${name}="`, json(value), '" next=kept'] },
  { what: 'YAML', write: (name, value) => [`db:\n  ${name}: `, value, '\n  next: kept'], without: BARE },
  {
    what: 'YAML in quotes',
    write: (name, value) => [`db:\n  ${name}: '`, value.replaceAll("'", "''"), "'\n  next: kept"],
    without: /\\/,
  },
  {
    what: 'a block of YAML',
    write: (name, value) => [`db:\n  ${name}: |\n`, `    ${value}\n    ${value}`, '\n  next: kept'],
  },
  {
    what: 'an object of Node',
    write: (name, value) => [`{ '${name}': '`, value, "', next: 'kept' }"],
    without: /['\\]/,
  },
  {
    what: 'a list of Node',
    write: (name, value) => [`{ '${name}': [ '`, `${value}', '${value}`, "' ], next: 'kept' }"],
    without: /['\\]/,
  },
  { what: 'a hash of Ruby', write: (name, value) => [`{"${name}"=>"`, json(value), '", "next"=>"kept"}'] },
  {
    what: 'an array of PHP',
    write: (name, value) => [`['${name}' => '`, value, "', 'next' => 'kept']"],
    without: /['\\]/,
  },
  {
    what: 'a dump of PHP',
    write: (name, value) => [`    [${name}] => `, value, '\n    [next] => kept'],
    without: BARE,
  },
  {
    what: 'a record of Java',
    write: (name, value) => [`User{id=1, ${name}=`, value, ', next=kept}'],
    without: BARE,
  },
  { what: 'a map of Java', write: (name, value) => [`{${name}=[`, value, '], next=[kept]}'], without: BARE },
  {
    what: 'a template string',
    write: (name, value) => [`${name}: \``, `${value}\n${value}`, '`, next: `kept`'],
    without: /[`\\]/,
  },
  {
    what: 'a text of Python',
    write: (name, value) => [`${name} = """`, `${value}\n${value}`, '"""\nnext = "kept"'],
    without: /["\\]/,
  },
  {
    what: 'bytes of Python',
    write: (name, value) => [`${name}=b'`, value, "', next='kept'"],
    without: /['\\]/,
  },
  { what: 'Go', write: (name, value) => [`${name} := "`, json(value), '"\nnext := "kept"'] },
  {
    what: 'a comparison',
    write: (name, value) => [`if (${name} === '`, value, "') kept()"],
    without: /['\\]/,
  },
  {
    what: 'CSV',
    write: (name, value) => [`1,"{""${name}"":""`, value, '"",""next"":""kept""}"'],
    without: /["\\]|^\W/,
  },
  {
    what: 'XML',
    write: (name, value) => [`<a:${name} type="x">`, value, `</a:${name}><next>kept</next>`],
    without: /[<>&[*]/,
  },
  {
    what: 'an attribute of XML',
    write: (name, value) => [`<user ${name}="`, value, '" next="kept"/>'],
    without: /["\\<>]/,
  },
  {
    what: 'a field of HTML',
    write: (name, value) => [`<input name="${name}" type="x" value="`, value, '"><p>kept</p>'],
    without: /["\\<>]/,
  },
  {
    what: 'entities of HTML',
    write: (name, value) => [
      `{&quot;${name}&quot;:&quot;`,
      value,
      '&quot;,&quot;next&quot;:&quot;kept&quot;}',
    ],
    without: BARE,
  },
  {
    what: 'a pair of names',
    write: (name, value) => [`{"key":"${name}","value":{"stringValue":"`, json(value), '"}},{"key":"next"}'],
  },
  { what: 'ADO', write: (name, value) => [`Server=db;${name}=`, value, ';Next=kept'], without: BARE },
  {
    what: 'ODBC',
    write: (name, value) => [`Driver={X};${name}={`, value, '};Next=kept'],
    without: /[)\]}'"`<>\\=,|]/,
  },
  { what: 'libpq', write: (name, value) => [`host=db ${name}='`, value, "' next=kept"], without: /['\\]/ },
  {
    what: 'GraphQL',
    write: (name, value) => [`mutation { login(${name}: "`, json(value), '", next: "kept") { id } }'],
  },
  { what: 'an option', write: (name, value) => [`serve --${name} `, value, ' --next kept'], without: BARE },
  {
    what: 'an option in quotes',
    write: (name, value) => [`serve --${name} '`, value, "' --next kept"],
    without: /['\\]/,
  },
  {
    what: 'an option with its value',
    write: (name, value) => [`serve --${name}=`, value, ' --next kept'],
    without: BARE,
  },
  {
    what: 'a list of arguments',
    write: (name, value) => [`["serve","--${name}","`, json(value), '","--next","kept"]'],
  },
  {
    what: 'the environment',
    write: (name, value) => [`APP_${name.toUpperCase()}=`, value, ' serve kept'],
    without: BARE,
  },
  {
    what: 'an exception',
    write: (name, value) => [`Error: no login with ${name}=`, value, '\n    at kept (/app/a.js:1:2)'],
    without: BARE,
  },
];

const NAMES = [
  'password',
  'Password',
  'passwd',
  'client_secret',
  'access-token',
  'api_key',
  'user_password',
  'x-api-key',
];

/** `needle` is looked for: no part of a value may be left, so it is at both ends. */
const NEEDLE = 'Zq7';
const VALUES = [
  'Zq7Zq7',
  'Zq7a-b.c_d/e+f=Zq7',
  'Zq7==',
  'Zq7%20Zq7',
  'Zq7@#!?~^:Zq7',
  'Zq7 x, y; Zq7',
  'Zq7"x"Zq7',
  "Zq7'x'Zq7",
  'Zq7\\Zq7',
  'Zq7\\"Zq7',
  'Zq7&x=Zq7',
  'Zq7(x)[y]{z}Zq7',
  'Zq7é€😀Zq7',
  '1234567890Zq7',
];

const leftOf = (syntax: Syntax, name: string, value: string): string | undefined => {
  if (syntax.without?.test(value)) return undefined;
  const [before, written, after] = syntax.write(name, value);
  const clean = redactor.text(before + written + after);
  // Quotes and blanks at the ends of the written value are those of the syntax.
  const isWhole = clean.startsWith(before) && clean.endsWith(after) && clean.includes('[REDACTED:');
  return isWhole && !clean.includes(NEEDLE) && redactor.text(clean) === clean ? undefined : clean;
};

describe.each(SYNTAXES)('a secret in $what', (syntax) => {
  test('goes, and the rest stays', () => {
    const left = NAMES.flatMap((name) => VALUES.map((value) => leftOf(syntax, name, value)));
    expect(left.filter((clean) => clean !== undefined)).toEqual([]);
    expect(VALUES.filter((value) => !syntax.without?.test(value)).length).toBeGreaterThan(2);
  });

  test.each(['null', '', '[REDACTED]', '********'])('stays where it is %j', (value) => {
    if (/block|list of Node|template|Python/.test(syntax.what)) return;
    const [before, written, after] = syntax.write('password', value);
    const text = before + written + after;
    expect(redactor.text(text)).toBe(text);
  });
});

test('whatever the value is, no part of it is left and nothing beside it goes', () => {
  const random = createRandom(23);
  const letters = [...'abcXYZ019 ._-+/=:;,&%@!?#"\'\\(){}[]<>|~^é'];
  const values = Array.from(
    { length: 2_000 },
    () =>
      NEEDLE +
      Array.from({ length: Math.floor(random() * 20) }, () => pick(letters, random)).join('') +
      NEEDLE,
  );
  const left = values.flatMap((value) => {
    const syntax = pick(SYNTAXES, random);
    const clean = leftOf(syntax, pick(NAMES, random), value);
    return clean === undefined ? [] : [{ what: syntax.what, value, clean }];
  });
  expect(left.slice(0, 5)).toEqual([]);
});
