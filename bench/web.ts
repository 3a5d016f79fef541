/** What a page pays for real-user monitoring: bytes that it loads before it runs. */
import { parseArgs } from 'node:util';
import { WEB_SIZES, webSize } from '../scripts/web-size.ts';

const HELP = `npm run bench:web -- [--json]

Bundles a page that does nothing but start Binnacle with esbuild, minified, and counts its bytes with gzip -9: with
everything in one file, and with vitals and the store loaded later. Ends with 1 where one is over its goal.`;

const { values } = parseArgs({ options: { json: { type: 'boolean' }, help: { type: 'boolean' } } });
if (values.help) {
  console.log(HELP);
  process.exit(0);
}

const sizes = await Promise.all(
  (['eager', 'lazy'] as const).map(async (which) => {
    const { eagerBytes, lazy } = await webSize(which);
    return { which, bytes: eagerBytes, goalBytes: WEB_SIZES[which].goalBytes, later: lazy };
  }),
);
if (values.json) console.log(JSON.stringify({ sizes }));
else
  for (const { which, bytes, goalBytes, later } of sizes)
    console.log(
      `${which.padEnd(6)} ${bytes} bytes, goal ${goalBytes}${later.map(({ name, gzipBytes }) => `; later ${name} ${gzipBytes}`).join('')}`,
    );
process.exitCode = sizes.every(({ bytes, goalBytes }) => bytes <= goalBytes) ? 0 : 1;
