import { setTimeout as delay } from 'node:timers/promises';
import { Command } from 'commander';
import {
  type AuditRecord,
  compareSnapshots,
  mergeSnapshots,
  type ReadJson,
  readSnapshot,
  type Snapshot,
  sealRecord,
  startEvent,
} from '../../../monitoring/index.ts';
import type { Io } from '../../io.ts';
import { request, type TlsFiles } from '../../request.ts';
import { createComplaints } from './complaints.ts';
import { LokiError, lastRecord, writeRecords } from './loki-client.ts';
import { asSeconds, asUrl, checkScheme, LOKI, TLS } from './options.ts';

const TIMEOUT_MILLIS = 5_000;
/** Most records that wait for Loki. */
const MOST_WAITING = 100_000;

interface WatchOptions {
  readonly loki: string;
  readonly prometheus: string;
  readonly alertmanager: string;
  readonly interval: number;
  readonly tls?: TlsFiles;
}

const NOTES = `
Asks Prometheus and Alertmanager what is so, and writes what has changed to the audit trail in Loki: alerts that fire and
that are over, silences, changes of configurations, flags and rules, and servers that were started. Each record names the
hash of the one before. While Loki is away, records wait. Runs until it is stopped.

An alert that comes and goes between two questions is not seen: the interval should be shorter than that in which
Prometheus evaluates rules, 15 seconds in prometheus.yml.

Examples:
  $ binnacle audit watch
  $ binnacle audit watch --loki http://loki:3100 --prometheus http://prometheus:9090 --alertmanager http://alertmanager:9093
  $ binnacle audit watch --tls /etc/binnacle --loki https://loki:3100 --prometheus https://prometheus:9090 --alertmanager https://alertmanager:9093
`;

const readJsonWith =
  (tls: TlsFiles | undefined): ReadJson =>
  async (url) => {
    try {
      const { ok, text } = await request(url, { timeoutMillis: TIMEOUT_MILLIS, tls });
      return ok ? JSON.parse(text) : undefined;
    } catch {
      return undefined;
    }
  };

const unanswered = ({ alerts, silences }: Snapshot): string =>
  [...(alerts ? [] : ['Prometheus']), ...(silences ? [] : ['Alertmanager'])]
    .map((server) => `${server} does not answer; what happens there meanwhile is not seen`)
    .join('\n');

const watch = async (options: WatchOptions, io: Io): Promise<void> => {
  const { loki: url, prometheus, alertmanager, interval, tls } = options;
  checkScheme(tls, { loki: url, prometheus, alertmanager });
  const loki = { url, tls };
  const readJson = readJsonWith(tls);
  const stopping = new AbortController();
  const stopped = io.untilStopped().then(() => stopping.abort());
  const complain = createComplaints(io);
  let before: Snapshot = { configurations: new Map(), starts: new Map() };
  let last: Pick<AuditRecord, 'sequence' | 'hash'> | undefined;
  let isChained = false;
  let waiting: AuditRecord[] = [];
  let lastTime = 0n;

  const seal = (event: Parameters<typeof sealRecord>[0]): void => {
    const now = BigInt(Date.now()) * 1_000_000n;
    lastTime = now > lastTime ? now : lastTime + 1n;
    const record = sealRecord(event, String(lastTime), last);
    last = record;
    waiting.push(record);
  };
  const flush = async (): Promise<string> => {
    if (waiting.length === 0) return '';
    try {
      await writeRecords(loki, waiting);
      waiting = [];
      return '';
    } catch (error) {
      if (!(error instanceof LokiError)) throw error;
      return `${error.message}; ${waiting.length} records wait`;
    }
  };
  const round = async (): Promise<string> => {
    if (!isChained) {
      try {
        last = await lastRecord(loki, Date.now());
      } catch (error) {
        if (error instanceof LokiError) return `${error.message}; the watch begins once it does`;
        throw error;
      }
    }
    if (waiting.length > MOST_WAITING) return `${await flush()}; nothing more is taken`;
    const after = await readSnapshot(options, readJson);
    const events = isChained ? compareSnapshots(before, after) : [startEvent(after)];
    isChained = true;
    for (const event of events) seal(event);
    before = mergeSnapshots(before, after);
    return [await flush(), unanswered(after)].filter(Boolean).join('\n');
  };

  io.stdout(`Watching ${prometheus} and ${alertmanager} for ${url}.\n`);
  while (!stopping.signal.aborted) {
    complain(await round());
    await delay(interval * 1_000, undefined, { signal: stopping.signal }).catch(() => {});
  }
  await stopped;
  const fault = await flush();
  if (fault) {
    io.stderr(`${fault.replace(' wait', ' are lost')}\n`);
    io.exitCode = 1;
  }
};

export const createWatchCommand = (io: Io): Command =>
  new Command('watch')
    .description('write what the monitoring stack does to the audit trail')
    .option(...LOKI)
    .option(...TLS)
    .option('--prometheus <url>', 'where Prometheus is', asUrl, 'http://127.0.0.1:9090')
    .option('--alertmanager <url>', 'where Alertmanager is', asUrl, 'http://127.0.0.1:9093')
    .option('--interval <seconds>', 'between two questions', asSeconds, 5)
    .addHelpText('after', NOTES)
    .action((options: WatchOptions) => watch(options, io));
