// Whether memory stays flat under a constant load: the resident size, and the heap after a collection, each minute.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { binnacle } from './requests/candidates.ts';
import { sendRequests } from './requests/load.ts';
import { startService } from './requests/service.ts';
import { startSink } from './requests/sink.ts';

const MEGABYTE = 1_048_576;
const MAX_MINUTES = 600;
const DEFAULT_RATE = 500;
const MAX_RATE = 4_000;

/** The heap may grow by so much a minute and count as flat: code is still compiled, and readings differ. */
const FLAT_MEGABYTES_PER_MINUTE = 0.25;

const HELP = `npm run bench:soak -- [--minutes N] [--rate N] [--json]

Serves an Express route with binnacle/register at a constant load (${DEFAULT_RATE} requests a second) for N minutes (10), every
request traced and exported to a server on this machine. Prints resident memory and the heap after a collection for
each minute, and how the heap grows. Exit status 1 where it grows by more than ${FLAT_MEGABYTES_PER_MINUTE} MB a minute.`;

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    rate: { type: 'string', default: String(DEFAULT_RATE) },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean' },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
const wholeNumber = (name: 'minutes' | 'rate', least: number, most: number): number => {
  const value = Number(values[name]);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  console.error(
    `--${name}: ${values[name]} is not accepted, expected a whole number from ${least} to ${most}`,
  );
  process.exit(2);
};
const minutes = wholeNumber('minutes', 2, MAX_MINUTES);
const rate = wholeNumber('rate', 1, MAX_RATE);
if (!existsSync(join(import.meta.dirname, '../dist/node/register.js'))) {
  console.error('dist is not there: npm run build');
  process.exit(1);
}

/** Change of y for one step of x, by least squares. */
const slopeOf = (ys: readonly number[]): number => {
  const meanX = (ys.length - 1) / 2;
  const meanY = ys.reduce((sum, y) => sum + y, 0) / ys.length;
  let above = 0;
  let below = 0;
  ys.forEach((y, x) => {
    above += (x - meanX) * (y - meanY);
    below += (x - meanX) ** 2;
  });
  return above / below;
};

const sink = await startSink();
const service = await startService(binnacle(sink.url), ['--expose-gc']);
const readings: {
  readonly rssMegabytes: number;
  readonly heapMegabytes: number;
  readonly externalMegabytes: number;
}[] = [];
try {
  for (let minute = 0; minute <= minutes; minute++) {
    // The first is the warm-up.
    await sendRequests({ port: service.port, requests: rate * 60, perSecond: rate });
    const { rssBytes } = await service.read();
    const { heapBytes, externalBytes } = await service.read('collect');
    readings.push({
      rssMegabytes: rssBytes / MEGABYTE,
      heapMegabytes: heapBytes / MEGABYTE,
      externalMegabytes: externalBytes / MEGABYTE,
    });
    if (!values.json)
      console.log(
        `minute ${String(minute).padStart(3)}  resident ${(rssBytes / MEGABYTE).toFixed(1)} MB  heap ${(heapBytes / MEGABYTE).toFixed(2)} MB  outside of it ${(externalBytes / MEGABYTE).toFixed(2)} MB`,
      );
  }
} finally {
  await service.stop();
  sink.close();
}
const measured = readings.slice(1);
const heapSlope = slopeOf(measured.map(({ heapMegabytes }) => heapMegabytes));
const rssSlope = slopeOf(measured.map(({ rssMegabytes }) => rssMegabytes));
const externalSlope = slopeOf(measured.map(({ externalMegabytes }) => externalMegabytes));
const isFlat = Math.max(heapSlope, externalSlope) <= FLAT_MEGABYTES_PER_MINUTE;
const spans = sink.spans();
if (values.json)
  console.log(JSON.stringify({ minutes, rate, spans, readings, heapSlope, externalSlope, rssSlope, isFlat }));
else
  console.log(
    `${spans} spans arrived; resident ${rssSlope.toFixed(2)} MB a minute, heap ${heapSlope.toFixed(3)}, outside of it ${externalSlope.toFixed(3)} MB a minute: ${isFlat ? 'flat' : 'GROWING'}`,
  );
process.exitCode = isFlat ? 0 : 1;
