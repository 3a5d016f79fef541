/**
 * SQL: statements of two public collections without their literals, by Binnacle and by New Relic's agent in the same
 * run. The collections are read and never copied; where one is missing, a line says so.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { obfuscateSql } from '../../src/core/database/obfuscate-sql.ts';
import { obfuscateStatement } from '../../src/core/database/obfuscate-statement.ts';
import { dialectOf } from '../../src/core/database/sql/dialects.ts';
import { peerFolder } from '../peers.ts';

type Obfuscate = (statement: string, dialect: string) => string;

interface CrossAgentCase {
  readonly name: string;
  readonly sql: string;
  readonly dialects: readonly string[];
  readonly obfuscated: readonly string[];
}
interface DialectCase {
  readonly id: string;
  readonly dialect: string;
  readonly input: string;
  readonly expected: string;
}
interface Statement {
  readonly text: string;
  readonly dialect: string;
}

export interface SqlFigures {
  readonly name: string;
  /** Of `cross-agent.json`, each case in each of its dialects. */
  readonly cases: number;
  readonly passed: number;
  readonly failed: readonly string[];
  /** Of `dialects.json`: statements in which a literal is left. */
  readonly statements: number;
  readonly leaks: readonly string[];
  /** Of the statements' text, by time and by what the processor spent, which a busy machine does not change. */
  readonly megabytesPerSecond: number;
  readonly megabytesPerCpuSecond: number;
}

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

const escapeForPattern = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Strings, numbers and truth values, found without any of the code that is measured. None of them has an escape. */
const literalsOf = (statement: string): readonly string[] => {
  const withoutComments = statement.replaceAll(/\/\*[\s\S]*?\*\/|--[^\n]*/g, ' ');
  const found = withoutComments.matchAll(
    /'((?:[^']|'')*)'|(?<![\w$@:])\d+(?:\.\d+)?\b|\b(?:true|false|null)\b/gi,
  );
  return [...new Set([...found].map(([all, inner]) => (inner ?? all).trim()))].filter(Boolean);
};

const isIn = (literal: string, text: string): boolean =>
  new RegExp(`(?<!\\w)${escapeForPattern(literal)}(?!\\w)`).test(text);

const leaksOf = ({ id, dialect, input, expected }: DialectCase, obfuscate: Obfuscate): readonly string[] => {
  const clean = obfuscate(input, dialect);
  return literalsOf(input)
    .filter((literal) => !isIn(literal, expected) && isIn(literal, clean))
    .map((literal) => `${id}: ${literal}`);
};

/** The best of several rounds: others only ever take time away. */
const speedOf = (statements: readonly Statement[], obfuscate: Obfuscate, millis: number) => {
  const bytes = statements.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
  let best = 0;
  let bestCpu = 0;
  for (let round = 0; round < 5; round++) {
    const cpu = process.cpuUsage();
    const start = performance.now();
    let runs = 0;
    while (performance.now() - start < millis) {
      for (const { text, dialect } of statements) obfuscate(text, dialect);
      runs++;
    }
    const spent = process.cpuUsage(cpu);
    best = Math.max(best, (bytes * runs) / (performance.now() - start) / 1_000);
    bestCpu = Math.max(bestCpu, (bytes * runs) / (spent.user + spent.system));
  }
  return { megabytesPerSecond: best, megabytesPerCpuSecond: bestCpu };
};

const measureOne = (
  name: string,
  crossAgent: readonly CrossAgentCase[],
  dialects: readonly DialectCase[],
  obfuscate: Obfuscate,
  millis: number,
): SqlFigures => {
  const runs = crossAgent.flatMap((each) => each.dialects.map((dialect) => ({ ...each, dialect })));
  const failed = runs
    .filter(({ sql, dialect, obfuscated }) => !obfuscated.includes(obfuscate(sql, dialect)))
    .map((each) => `${each.name} (${each.dialect})`);
  const leaks = dialects.flatMap((each) => leaksOf(each, obfuscate));
  const statements = [
    ...runs.map(({ sql, dialect }) => ({ text: sql, dialect })),
    ...dialects.map(({ input, dialect }) => ({ text: input, dialect })),
  ];
  return {
    name,
    cases: runs.length,
    passed: runs.length - failed.length,
    failed,
    statements: dialects.length,
    leaks,
    ...speedOf(statements, obfuscate, millis),
  };
};

/** Statements of programs come again and again, and are read once; this is what the first time costs. */
const readEachTime: Obfuscate = (statement, dialect) => obfuscateSql(statement, dialectOf(dialect));

/** The package has no entry for it. */
const PEER_MODULE = 'newrelic/lib/util/sql/obfuscate.js';

/** Figures of Binnacle, of its reading alone and of its peer; none where the collections are not there. */
export const measureSql = (dataFolder: string, { millis = 800 } = {}): readonly SqlFigures[] => {
  const [crossAgentFile, dialectsFile] = ['cross-agent.json', 'dialects.json'].map((file) =>
    join(dataFolder, 'redaction/sql', file),
  ) as [string, string];
  if (!existsSync(crossAgentFile) || !existsSync(dialectsFile)) return [];
  const crossAgent = readJson(crossAgentFile) as readonly CrossAgentCase[];
  const dialects = readJson(dialectsFile) as readonly DialectCase[];
  const load = createRequire(join(peerFolder('newrelic'), 'package.json'));
  const peer = load(PEER_MODULE) as Obfuscate;
  return [
    measureOne('binnacle', crossAgent, dialects, obfuscateStatement, millis),
    measureOne('binnacle, first time', crossAgent, dialects, readEachTime, millis),
    measureOne('newrelic', crossAgent, dialects, peer, millis),
  ];
};

const HELP = `node bench/redaction/sql.ts --data FOLDER [--json] [--details]

Cases of redaction/sql/cross-agent.json that come out as they should, statements of dialects.json in which a
literal is left, and megabytes a second, for Binnacle and for New Relic's agent, which is installed from the
registry at the first run. --details names what fails.`;

const printLine = (figures: SqlFigures): void =>
  console.log(
    `${figures.name.padEnd(20)}  cases ${figures.passed}/${figures.cases}   ` +
      `literals left ${figures.leaks.length} in ${figures.statements} statements   ` +
      `${figures.megabytesPerSecond.toFixed(1)} MB/s, ${figures.megabytesPerCpuSecond.toFixed(1)} MB a CPU second`,
  );

const run = (): void => {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: '../shared/data' },
      json: { type: 'boolean' },
      details: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(HELP);
    return;
  }
  const figures = measureSql(values.data);
  const [again, first, peer] = figures;
  if (!again || !first || !peer) {
    console.log(`no data in ${values.data}/redaction/sql: nothing is measured`);
    return;
  }
  if (values.json) {
    console.log(JSON.stringify(figures));
    return;
  }
  for (const each of figures) {
    printLine(each);
    if (values.details) for (const line of [...each.failed, ...each.leaks]) console.log(`  ${line}`);
  }
  const ratio = (of: SqlFigures): string =>
    (of.megabytesPerCpuSecond / peer.megabytesPerCpuSecond).toFixed(2);
  console.log(
    `against newrelic, a CPU second: ${ratio(first)} of its bytes the first time, ${ratio(again)} where statements come again`,
  );
};

if (import.meta.main) run();
