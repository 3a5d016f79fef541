import { pick } from '../random.ts';

/**
 * Statements with literals in every place that a dialect has for one. Literals consist of characters that nothing
 * else in a statement has, so that one character of them in the output is a leak.
 */
export const PLANTED = /[JQZ79]/;

const planted = (random: () => number): string =>
  Array.from({ length: 3 + Math.floor(random() * 6) }, () => pick([...'JQZ79'], random)).join('');
const digits = (length: number, random: () => number): string =>
  Array.from({ length }, () => pick(['7', '9'], random)).join('');

type Maker = (random: () => number) => string;

/** What strings have inside: marks that begin or end something elsewhere. */
const INNER = [
  '',
  ' ',
  ' -- ',
  '/*',
  '*/',
  ';',
  '\n',
  ' from ',
  ', ',
  '(',
  ')',
  '$',
  '#',
  '//',
  ' and b = ',
  '?',
  ':',
  '@',
];
const inner: Maker = (random) =>
  Array.from(
    { length: 1 + Math.floor(random() * 3) },
    () => planted(random) + pick(INNER, random) + planted(random),
  ).join('');

const string: Maker = (random) => `'${inner(random)}'`;
const doubled: Maker = (random) => `'${inner(random)}''${inner(random)}'`;
const foreign = (mark: string): Maker => {
  return (random) => `'${inner(random)}${mark}${inner(random)}'`;
};
const around = (before: string, after: string): Maker => {
  return (random) => before + inner(random) + after;
};
const escaped = (prefix: string, quote = "'"): Maker => {
  return (random) => `${prefix}${quote}${planted(random)}\\${quote}${planted(random)}\\\\${quote}`;
};

const uuid: Maker = (random) => [8, 4, 4, 4, 12].map((length) => digits(length, random)).join('-');
const numbers: readonly Maker[] = [
  (random) => digits(3, random),
  (random) => `-${digits(3, random)}`,
  (random) => `${digits(2, random)}.${digits(3, random)}`,
  (random) => `.${digits(4, random)}`,
  (random) => `${digits(1, random)}e-${digits(2, random)}`,
  (random) => `+${digits(1, random)}.${digits(2, random)}E+${digits(1, random)}`,
  (random) => `0x${digits(6, random)}`,
];
const everywhere: readonly Maker[] = [
  ...numbers,
  string,
  string,
  doubled,
  foreign('`'),
  (random) => `date '${digits(4, random)}-${digits(2, random)}-${digits(2, random)}'`,
  (random) => `x'${digits(6, random)}'`,
  (random) => `n'${inner(random)}'`,
];

export interface PlantedDialect {
  readonly system: string;
  readonly literals: readonly Maker[];
  /** What may stand between two tokens. */
  readonly comments: readonly Maker[];
  /** A name in quotes. */
  readonly quote: (name: string) => string;
  /** Statements that only this dialect has. */
  readonly own?: readonly Maker[];
}

/** A comment, in which no comment begins or ends. */
const comment = (before: string, after: string): Maker => {
  return (random) => `${before}${planted(random)} don't ; -- " ${planted(random)}${after}`;
};
const block = comment('/* ', ' */');
const line = (mark: string): Maker => {
  return (random) => `${mark}${planted(random)} ' " ${planted(random)}\n`;
};
const doubleQuoted = (name: string): string => `"${name}"`;
const plain = [...everywhere, foreign('"'), foreign('\\')];

export const PLANTED_DIALECTS: readonly PlantedDialect[] = [
  {
    system: 'postgresql',
    literals: [
      ...everywhere,
      foreign('"'),
      escaped('e'),
      around('$$', '$$'),
      around('$tag$', "' $$ $tag$"),
      around("u&'", "'"),
      around("b'", "'"),
      uuid,
      (random) => `{${uuid(random)}}`,
    ],
    comments: [block, comment('/* /* ', ' */ */'), line('-- '), line('--')],
    quote: doubleQuoted,
    own: [
      (random) => `copy users (name) from stdin;\n${inner(random)}\t${planted(random)}\n\\.\n`,
      (random) => `set app.name = ${planted(random)}`,
      (random) => `create user app password ${string(random)}`,
    ],
  },
  {
    system: 'mysql',
    literals: [
      ...everywhere,
      around('"', '"'),
      around('"', '\'"'),
      escaped(''),
      escaped('', '"'),
      around("_utf8'", "'"),
      around("b'", "'"),
    ],
    comments: [block, comment('/*! ', ' */'), line('-- '), line('#'), line('# ')],
    quote: (name) => `\`${name}\``,
    own: [
      (random) => `alter user app identified by ${string(random)} replace ${string(random)}`,
      (random) => `set password for app = ${string(random)}`,
    ],
  },
  {
    system: 'microsoft.sql_server',
    literals: [...plain, (random) => `$${digits(3, random)}.${digits(2, random)}`],
    comments: [block, comment('/* /* ', ' */ */'), line('-- '), line('--')],
    quote: (name) => `[${name}]`,
    own: [
      (random) => `exec dbo.greet ${planted(random)}, @x = ${string(random)}, ${planted(random)}`,
      (random) => `create login app with password = ${string(random)}`,
      (random) => `select a from users where b = "${inner(random)}" and c in ("${planted(random)}", "x")`,
    ],
  },
  {
    system: 'oracle.db',
    literals: [
      ...plain,
      around("q'[", "]'"),
      around("q'{it's ", "}'"),
      around("nq'!it's ", "!'"),
      around("q'(", ")'"),
      (random) => `timestamp '${digits(4, random)}'`,
    ],
    comments: [block, comment('/*+ ', ' */'), line('-- '), line('--')],
    quote: doubleQuoted,
    own: [
      (random) => `create user app identified by ${planted(random)}`,
      (random) => `alter user app identified by "${planted(random)}" replace ${planted(random)}`,
    ],
  },
  {
    system: 'sqlite',
    literals: plain,
    comments: [block, line('-- '), line('--')],
    quote: (name) => `[${name}]`,
    own: [
      (random) => `pragma key = ${planted(random)}`,
      (random) => `select a from users where b = "${inner(random)}"`,
      (random) => `insert into users ("a", "b") values ("${inner(random)}", "${planted(random)}")`,
    ],
  },
  {
    system: 'snowflake',
    literals: [...everywhere, foreign('"'), escaped(''), around('$$', "' $$")],
    comments: [block, line('-- '), line('//')],
    quote: doubleQuoted,
  },
  {
    system: 'cassandra',
    literals: [...plain, around('$$', '$$'), uuid],
    comments: [block, line('-- '), line('//')],
    quote: doubleQuoted,
  },
  {
    system: 'clickhouse',
    literals: [...everywhere, escaped('')],
    comments: [block, line('-- '), line('# ')],
    quote: doubleQuoted,
    own: [(random) => `insert into users format csv ${inner(random)}\n${planted(random)},${planted(random)}`],
  },
  { system: 'ibm.db2', literals: plain, comments: [block, line('-- ')], quote: doubleQuoted },
  {
    system: 'other_sql',
    literals: [...everywhere, around('"', '"')],
    comments: [block, (random) => `-- ${planted(random)} ' "\n`],
    quote: (name) => `\`${name}\``,
  },
];

/** Names that a whole statement keeps. */
export const NAMES = ['users', 'u1', 'orders_2024', 'created_at'] as const;

export const plantedStatement = (
  { literals, comments, quote, own = [] }: PlantedDialect,
  random: () => number,
): { readonly text: string; readonly isOwn: boolean } => {
  if (own.length > 0 && random() < 0.2) return { text: pick(own, random)(random), isOwn: true };
  const l = (): string => pick(literals, random)(random);
  const gap = (): string => (random() < 0.15 ? ` ${pick(comments, random)(random)} ` : ' ');
  const list = (): string =>
    Array.from({ length: 1 + Math.floor(random() * 7) }, l).join(pick([', ', ','], random));
  const users = quote('users');
  const created = quote('created_at');
  const bodies = [
    () =>
      `select u1.a, ${l()},${gap()}${created} from ${users} u1 join orders_2024 on u1.id = ${l()} ` +
      `where u1.a = ${l()}${gap()}and b in (${list()}) or c between ${l()} and ${l()} limit ${digits(2, random)}`,
    () =>
      `insert into ${users} (u1, ${created}) values (${list()}),${gap()}(${list()}), (now(), ${l()}) ` +
      `/* */ returning orders_2024`,
    () =>
      `update ${users} as u1 set ${created} = ${l()},${gap()}b = coalesce(orders_2024, ${l()}) where c like ${l()}`,
    () =>
      `delete from ${users} where u1 = ${l()} and (orders_2024,${created}) in ((${l()}, ${l()}), (${l()}, ${l()}))${gap()}`,
    () =>
      `select case when u1 > ${l()} then ${l()} else ${l()} end${gap()}from ${users}, orders_2024 order by ${created}`,
  ];
  return { text: pick(bodies, random)(), isOwn: false };
};
