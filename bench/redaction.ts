// How much of what is personal is found, how much else is lost, and what it costs: on labelled texts, and on text
// that is generated to look like telemetry. Rounds are interleaved; the ratios count, the times do not.
import { parseArgs } from 'node:util';
import { type Candidate, own, peers } from './redaction/candidates.ts';
import { generateTexts } from './redaction/generator/generate.ts';
import { PLANTED } from './redaction/generator/plants.ts';
import { ENTITIES, type LabelledText, readTexts } from './redaction/labelled.ts';
import { type Measured, measureTexts } from './redaction/measure-text.ts';
import { goalsOf, renderGoals, renderSql, renderTexts } from './redaction/report.ts';
import { measureSpan } from './redaction/span.ts';
import { measureSql } from './redaction/sql.ts';
import { measureUrls } from './redaction/urls.ts';

const MAX_ROUNDS = 1_000;
const GENERATED_TEXTS = 2_000;
const WARM_UP_TEXTS = 1_500;
const SHOWN = 40;

const HELP = `npm run bench:redaction -- --data FOLDER [--rounds N] [--seed N] [--only NAMES] [--show] [--json]

Redacts the labelled texts of FOLDER/redaction/text.json, and ${GENERATED_TEXTS} generated texts that look like
telemetry (URLs, SQL, logs in JSON and logfmt, stack traces, headers, Kubernetes), with Binnacle's default policy,
with its preset strict, and with redact-pii, @redactpii/node and openredaction as they come.

recall           of the labelled spans, how many were found: no letter or digit of the span can be read in the result.
                 A span of which any part is left counts as missed. On text.json: ${Object.values(ENTITIES).join(', ')}.
lost             of a thousand harmless tokens, how many were changed. A token is a run without white space that has
                 a letter or digit; harmless is one that touches no labelled span of any kind, not even of a name.
clean changed    texts without a labelled span of the kinds above whose result is not the same text.
µs a text        median over the texts of the median over N rounds (25); each round has a new redactor, which
                 has seen ${WARM_UP_TEXTS} other generated texts, and none of these. In the first ones code is still compiled.
time a span      the name and twelve attributes of a server span with nothing to hide; see bench/redaction/span.ts.
time against it  Binnacle's time with the default policy, divided by that of the line.

URLs             of FOLDER/redaction/url-clean.json, as they are and with a token among their parameters: those in which
                 a user name, a password or the token is left, and clean ones that were changed.

The goals are Binnacle's own, and to be ahead of each peer in recall and time and not behind in precision.

What is left of a text is told from the result by its unchanged pieces, in order, or where a result has other
changes by the longest common subsequence of words.

--seed   of the generated texts (1)
--only   some of binnacle, "binnacle strict", redact-pii, "redact-pii structured", @redactpii/node, openredaction,
         sql, with commas between them; Binnacle's default policy has to be among them
--show   also prints the first ${SHOWN} that Binnacle missed and lost in each

The peers are installed from the registry at the first run. SQL is measured as node bench/redaction/sql.ts does it, against New Relic's agent. Ends with 1 where a goal is not
met.`;

const fail = (message: string): never => {
  console.error(message);
  process.exit(2);
};

const read = () => {
  try {
    return parseArgs({
      options: {
        data: { type: 'string' },
        rounds: { type: 'string', default: '25' },
        seed: { type: 'string', default: '1' },
        only: { type: 'string' },
        show: { type: 'boolean' },
        json: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    return fail((error as Error).message);
  }
};
const values = read();
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
const wholeNumber = (name: 'rounds' | 'seed', max: number): number => {
  const value = Number(values[name]);
  if (Number.isInteger(value) && value >= 1 && value <= max) return value;
  return fail(`--${name}: ${values[name]} is not accepted, expected a whole number from 1 to ${max}`);
};
const rounds = wholeNumber('rounds', MAX_ROUNDS);
const seed = wholeNumber('seed', Number.MAX_SAFE_INTEGER);
const data = values.data ?? fail('--data is missing: the folder that holds redaction/text.json');

const labelled = (): readonly LabelledText[] => {
  try {
    return readTexts(data);
  } catch (error) {
    return fail((error as Error).message);
  }
};

const wanted = values.only?.split(',');
const isWanted = ({ name }: Candidate): boolean => wanted === undefined || wanted.includes(name);
const candidates = [...own(), ...peers()].filter(isWanted);
const isSqlWanted = wanted === undefined || wanted.includes('sql');
if (candidates[0]?.name !== 'binnacle') fail(`--only: ${values.only} has to name binnacle`);

/** Other texts of the same kind. */
const warmUp = generateTexts(WARM_UP_TEXTS, seed + 1);

const SETS = [
  { id: 'text.json', texts: labelled(), entities: Object.values(ENTITIES) },
  { id: `generated, seed ${seed}`, texts: generateTexts(GENERATED_TEXTS, seed), entities: PLANTED },
];

/** First: code that many redactors have run is another for the compiler than that of a service, which has one. */
const spanMicros = measureSpan();
const measured: { id: string; entities: readonly string[]; rows: readonly Measured[] }[] = [];
for (const { id, texts, entities } of SETS)
  measured.push({ id, entities, rows: await measureTexts(candidates, texts, warmUp, entities, rounds) });

const sql = isSqlWanted ? measureSql(data) : [];
const urls = measureUrls(data);
const goals = goalsOf({ texts: measured[0]?.rows ?? [], spanMicros, sql, urls });
if (values.json) {
  const plain = ({ missed, lost, ...figures }: Measured) => ({
    ...figures,
    missed: missed.length,
    lost: lost.length,
  });
  console.log(
    JSON.stringify({
      rounds,
      seed,
      spanMicros,
      goals,
      urls,
      sql: sql.map(({ failed, leaks, ...figures }) => ({ ...figures, leaks: leaks.length })),
      sets: measured.map(({ id, rows }) => ({ id, rows: rows.map(plain) })),
    }),
  );
} else {
  for (const { id, entities, rows } of measured) {
    if (values.show) {
      const [{ missed, lost }] = rows as [Measured];
      console.log(
        `${id}, missed:\n  ${missed.slice(0, SHOWN).join('\n  ')}\nlost:\n  ${lost.slice(0, SHOWN).join('\n  ')}`,
      );
    }
    console.log(`${renderTexts(id, rows, entities)}\n`);
  }
  if (sql.length > 0) console.log(`${renderSql(sql)}\n`);
  if (!urls) console.log('URLs: not measured, redaction/url-clean.json is not there\n');
  console.log(renderGoals(goals));
}
process.exitCode = goals.every(({ isMet }) => isMet) ? 0 : 1;
