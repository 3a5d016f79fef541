import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What Binnacle is measured against; development only, installed when a benchmark first asks. */
const PEERS = {
  '@opentelemetry/auto-instrumentations-node': '0.82.0',
  '@grafana/faro-web-tracing': '2.12.1',
  '@opentelemetry/sdk-trace-web': '2.12.0',
  '@redactpii/node': '1.0.17',
  '@sentry/browser': '11.12.0',
  'dd-trace': '6.21.0',
  newrelic: '14.5.1',
  openredaction: '1.1.5',
  'redact-pii': '3.4.0',
} as const;
export type Peer = keyof typeof PEERS;

/** What a peer is used with. */
const COMPANIONS: Partial<Record<Peer, Readonly<Record<string, string>>>> = {
  '@grafana/faro-web-tracing': { '@grafana/faro-web-sdk': '2.12.1' },
  '@opentelemetry/sdk-trace-web': {
    '@opentelemetry/api': '1.9.0',
    '@opentelemetry/instrumentation-fetch': '0.223.0',
    '@opentelemetry/exporter-trace-otlp-http': '0.223.0',
  },
};

const folder = join(import.meta.dirname, '../node_modules/.cache/binnacle-bench');

/** The folder to start a program with the peer from. */
export const peerFolder = (peer: Peer): string => {
  const home = join(folder, peer.replace('/', '-'));
  if (!existsSync(home)) {
    // Under its name only when whole: an installation that was broken off begins anew.
    const unfinished = `${home}.unfinished`;
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(unfinished, { recursive: true });
    writeFileSync(
      join(unfinished, 'package.json'),
      JSON.stringify({ private: true, dependencies: { [peer]: PEERS[peer], ...COMPANIONS[peer] } }),
    );
    process.stderr.write(`installing ${peer} ${PEERS[peer]} …\n`);
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: unfinished,
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: process.platform === 'win32',
    });
    renameSync(unfinished, home);
  }
  return home;
};
