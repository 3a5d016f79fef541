import { pick, randomHex } from '../../../test/core/random.ts';
import { between, digits, letters } from '../../../test/core/redaction/generate/digits.ts';
import type { Field, Part, Shape } from './draft.ts';
import { date, instant, time, uuid } from './harmless.ts';

const WORDS = 'item basket checkout invoice worker queue session cache index report shipment warehouse'.split(
  ' ',
);
const LEVELS = ['DEBUG', 'INFO', 'WARN', 'ERROR'];
const METHODS = ['GET', 'POST', 'PUT', 'DELETE'];

/** `before` and `after` around each field, with `between` them. */
const listed = (
  fields: readonly Field[],
  separator: string,
  write: (key: string, value: Part) => readonly Part[],
): Part[] => fields.flatMap(({ key, value }, i) => [...(i > 0 ? [separator] : []), ...write(key, value)]);

const several = (count: number, value: () => Field): readonly Field[] => Array.from({ length: count }, value);

const encoded = (value: Part): Part =>
  typeof value === 'string'
    ? encodeURIComponent(value)
    : { ...value, value: encodeURIComponent(value.value).replaceAll('%20', '+') };

const escaped = (value: Part): Part =>
  typeof value === 'string'
    ? JSON.stringify(value).slice(1, -1)
    : { ...value, value: JSON.stringify(value.value).slice(1, -1) };

const isNumber = (value: Part): boolean =>
  /^-?(?:0|[1-9]\d{0,14})$/.test(typeof value === 'string' ? value : value.value);

const url: Shape = (random, value) => [
  `${pick(METHODS, random)} https://shop.example.com:${between(1024, 65535, random)}/v${between(1, 4, random)}/${pick(WORDS, random)}/${between(1, 1e6, random)}?`,
  ...listed(several(3, value), '&', (key, each) => [`${key}=`, encoded(each)]),
  ` ${pick([200, 404, 500], random)} ${between(1, 900, random)}ms`,
];

const sql: Shape = (random, value) => {
  const [one, ...others] = several(3, value) as [Field, ...Field[]];
  return [
    `slow query (${between(100, 9000, random)} ms): SELECT id, total FROM ${pick(WORDS, random)}s WHERE ${one.key} = '`,
    one.value,
    "' AND ",
    ...listed(others, ' AND ', (key, each) => [`${key} = '`, each, "'"]),
    ` LIMIT ${between(1, 500, random)}`,
  ];
};

const jsonLog: Shape = (random, value) => [
  `{"level":"${pick(LEVELS, random).toLowerCase()}","time":${between(1_400_000_000_000, 1_950_000_000_000, random)},"pid":${between(1, 65535, random)},"msg":"${pick(WORDS, random)} updated",`,
  ...listed(several(4, value), ',', (key, each) =>
    isNumber(each) && random() < 0.5 ? [`"${key}":`, each] : [`"${key}":"`, escaped(each), '"'],
  ),
  `,"trace_id":"${randomHex(32, random)}","span_id":"${randomHex(16, random)}"}`,
];

const logfmt: Shape = (random, value) => [
  `time=${instant(random)} level=${pick(LEVELS, random).toLowerCase()} caller=${pick(WORDS, random)}.go:${between(1, 900, random)} msg="${pick(WORDS, random)} done" `,
  ...listed(several(4, value), ' ', (key, each) => [`${key}="`, escaped(each), '"']),
];

const stackTrace: Shape = (random, value) => {
  const { key, value: each } = value();
  const frames = Array.from(
    { length: between(2, 5, random) },
    () =>
      `\n    at ${pick(WORDS, random)}.${letters(6, random).toLowerCase()} (/srv/app/dist/${pick(WORDS, random)}-${randomHex(8, random)}.js:${between(1, 4000, random)}:${between(1, 120, random)})`,
  );
  return [
    `Error: ${pick(WORDS, random)} rejected, ${key}: `,
    each,
    ...frames,
    '\n    at node:internal/process/task_queues:95:5',
  ];
};

const headers: Shape = (random, value) => [
  `traceparent: 00-${randomHex(32, random)}-${randomHex(16, random)}-01\r\nx-request-id: ${uuid(random)}\r\n`,
  ...listed(several(3, value), '\r\n', (key, each) => [`x-${key.replaceAll('_', '-')}: `, each]),
  `\r\ncontent-length: ${between(0, 1e6, random)}\r\naccept: text/html;q=0.9,*/*;q=0.8`,
];

const kubernetes: Shape = (random, value) => [
  `${pick(['I', 'W', 'E'], random)}${digits(4, random)} ${time(random)}.${digits(6, random)} ${String(between(1, 9, random)).padStart(7)} ${pick(WORDS, random)}.go:${between(10, 999, random)}] "Pod event" pod="shop/${pick(WORDS, random)}-${randomHex(10, random)}-${letters(5, random).toLowerCase()}" podUID="${uuid(random)}" `,
  ...listed(several(2, value), ' ', (key, each) => [`${key}="`, escaped(each), '"']),
  ` replicas=${between(1, 9, random)} cpu="${between(50, 2000, random)}m" memory="${between(64, 4096, random)}Mi"`,
];

const sentence: Shape = (random, value) => {
  const [one, two] = several(2, value) as [Field, Field];
  const told = ({ key }: Field): string => key.replaceAll(/[_-]/g, ' ');
  return [
    `[${date(random)} ${time(random)}] ${pick(WORDS, random)} ${between(1, 5000, random)} of ${pick(WORDS, random)} ${between(1, 90, random)} failed: ${told(one)} `,
    one.value,
    ` was refused (${told(two)} `,
    two.value,
    `), retry ${between(1, 5, random)} of 5 in ${between(1, 900, random)} ms`,
  ];
};

export const SHAPES: Readonly<Record<string, Shape>> = {
  url,
  sql,
  jsonLog,
  logfmt,
  stackTrace,
  headers,
  kubernetes,
  sentence,
};
