/** What a page pays for real-user monitoring: bytes that it loads first, time of the start, cost of a request. */
import { parseArgs } from 'node:util';
import {
  REACT_GOAL_BYTES,
  REPLAY_SIZES,
  reactSize,
  replaySize,
  SCRIPT_SIZES,
  scriptSize,
  WEB_SIZES,
  webSize,
} from '../scripts/web-size.ts';
import { contenders } from './web/contenders.ts';
import { measure, type Spread } from './web/measure.ts';

const HELP = `npm run bench:web -- [--sizes] [--rounds <count>] [--json]

Bundles a page that does nothing but start Binnacle with esbuild, minified, and counts its bytes with gzip -9: with
everything in one file, with vitals and the like loaded later, what binnacle/react adds and what session replay does; and
the files for a script tag.
Then measures, in Chromium, the main-thread time of the start on a processor slowed four times and what a traced fetch
costs, for Binnacle, Faro, Sentry and OpenTelemetry web in turn: until the call is over, and until what it put off for a
moment is done too. It is processor time of the main thread, the median of --rounds fresh pages (15), and in brackets
what half of them lie between. Other programs do not add to it but by what they take of the processor's caches, so on a
busy machine compare the contenders. --sizes stops after the bytes. Ends with 1 where Binnacle is over a goal.`;

const GOAL_START_MILLIS = 8;
const GOAL_FETCH_MICROS = 60;

const { values } = parseArgs({
  options: {
    json: { type: 'boolean' },
    sizes: { type: 'boolean' },
    rounds: { type: 'string', default: '15' },
    help: { type: 'boolean' },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}

interface Size {
  readonly which: string;
  readonly bytes: number;
  readonly goalBytes: number;
  readonly later: Awaited<ReturnType<typeof webSize>>['lazy'];
}

const sizes: Size[] = await Promise.all(
  (['eager', 'lazy'] as const).map(async (which) => {
    const { eagerBytes, lazy } = await webSize(which);
    return { which, bytes: eagerBytes, goalBytes: WEB_SIZES[which].goalBytes, later: lazy };
  }),
);
sizes.push({ which: 'react', bytes: await reactSize(), goalBytes: REACT_GOAL_BYTES, later: [] });
const replay = await replaySize();
const { scriptBytes, recorderBytes } = await scriptSize();
sizes.push({
  which: 'script',
  bytes: scriptBytes,
  goalBytes: SCRIPT_SIZES.scriptBytes,
  later: [{ name: 'recorder', gzipBytes: recorderBytes }],
});
const rounds = Number(values.rounds);
if (!(Number.isInteger(rounds) && rounds > 0)) {
  console.error('--rounds: a whole number is needed');
  process.exit(2);
}
const note = (text: string): void => {
  if (process.stderr.isTTY) process.stderr.write(`\r${text}`);
};
const times = values.sizes ? undefined : await measure(contenders, rounds, note);
note('\r');
const shown = ({ median, low, high }: Spread, digits: number): string =>
  `${median.toFixed(digits)} (${low.toFixed(digits)}–${high.toFixed(digits)})`;

if (values.json) console.log(JSON.stringify({ sizes, replay, times }));
else {
  for (const { which, bytes, goalBytes, later } of sizes)
    console.log(
      `${which.padEnd(6)} ${bytes} bytes, goal ${goalBytes}${later.map(({ name, gzipBytes }) => `; later ${name} ${gzipBytes}`).join('')}`,
    );
  console.log(
    `replay ${replay.loaderBytes} bytes more at first, goal ${REPLAY_SIZES.loaderBytes}; later recorder ${replay.recorderBytes}, goal ${REPLAY_SIZES.recorderBytes}`,
  );
  for (const { name, startMillis, settledMillis, fetchMicros } of times ?? [])
    console.log(
      `${name.padEnd(30)} start ${shown(startMillis, 1).padEnd(18)} ms, settled ${shown(settledMillis, 1).padEnd(20)} ms at 4x slowdown   fetch ${shown(fetchMicros, 0).padEnd(14)} µs`,
    );
}
const own = times?.[0];
const isWithin =
  sizes.every(({ bytes, goalBytes }) => bytes <= goalBytes) &&
  replay.loaderBytes <= REPLAY_SIZES.loaderBytes &&
  replay.recorderBytes <= REPLAY_SIZES.recorderBytes &&
  (!own || (own.startMillis.median <= GOAL_START_MILLIS && own.fetchMicros.median <= GOAL_FETCH_MICROS));
process.exitCode = isWithin ? 0 : 1;
