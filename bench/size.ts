/**
 * What `npm install binnacle` puts on a service's disk: the packed package with its production dependencies,
 * installed into an empty folder, against the same for the peers.
 */
import { execFileSync } from 'node:child_process';
import { lstatSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Peer, peerFolder } from './peers.ts';

const HELP = `npm run bench:size -- [--json]

Packs Binnacle, installs it into an empty folder as a service would, and adds up its node_modules; the same for
OpenTelemetry's auto-instrumentations-node and dd-trace. Ends with 1 where Binnacle is over its goal of 15 MB.`;

const { values } = parseArgs({ options: { json: { type: 'boolean' }, help: { type: 'boolean' } } });
if (values.help) {
  console.log(HELP);
  process.exit(0);
}

const GOAL_MEGABYTES = 15;
const root = join(import.meta.dirname, '..');

/** Bytes and files below a folder; links are not followed. */
const measure = (folder: string): { bytes: number; files: number } => {
  let bytes = 0;
  let files = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    bytes += lstatSync(join(entry.parentPath, entry.name)).size;
    files++;
  }
  return { bytes, files };
};

const npm = (args: readonly string[], cwd: string): string =>
  execFileSync('npm', args, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    shell: process.platform === 'win32',
  });

const installBinnacle = (): { bytes: number; files: number } => {
  const folder = mkdtempSync(join(tmpdir(), 'binnacle-size-'));
  try {
    const packed = JSON.parse(
      npm(['pack', '--json', '--ignore-scripts', '--loglevel=error', `--pack-destination=${folder}`], root),
    );
    const [{ filename }] = Array.isArray(packed) ? packed : Object.values(packed);
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true }));
    npm(['install', `./${filename}`, '--no-audit', '--no-fund', '--loglevel=error'], folder);
    return measure(join(folder, 'node_modules'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const peers: readonly Peer[] = ['@opentelemetry/auto-instrumentations-node', 'dd-trace'];
const rows = [
  { name: 'binnacle', ...installBinnacle() },
  ...peers.map((name) => ({ name, ...measure(join(peerFolder(name), 'node_modules')) })),
].map(({ name, bytes, files }) => ({ name, files, megabytes: bytes / 1e6 }));
const own = rows[0]?.megabytes ?? Number.NaN;
const withRatio = rows.map((row) => ({ ...row, ratio: own / row.megabytes }));

if (values.json) {
  console.log(JSON.stringify({ goalMegabytes: GOAL_MEGABYTES, rows: withRatio }));
} else {
  for (const { name, files, megabytes, ratio } of withRatio)
    console.log(
      `${name.padEnd(42)} ${megabytes.toFixed(1).padStart(6)} MB ${String(files).padStart(6)} files   binnacle against it: ${ratio.toFixed(2)}`,
    );
}
process.exitCode = own <= GOAL_MEGABYTES ? 0 : 1;
