import { setTimeout as delay } from 'node:timers/promises';
import { Command } from 'commander';
import type { Probe } from '../../../monitoring/index.ts';
import type { Io } from '../../io.ts';
import { createStyle } from '../../style.ts';
import { asUrl } from '../audit/options.ts';
import { canCheck, check } from './check.ts';
import { createSender } from './otlp.ts';
import { readProbes } from './read-probes.ts';
import { type Check, createMeasurements, newSpan, spanOf } from './telemetry.ts';

/** Spans that wait while nobody takes them. */
const MOST_SPANS = 2_000;

interface RunOptions {
  readonly otlp?: string;
  readonly once?: boolean;
  readonly json?: boolean;
}

const NOTES = `
Asks what a file of probes names, each in its interval, until it is stopped. Each check has a trace of its own, which goes
along as "traceparent": where the service sends traces too, those of a failed check show what failed in it. Spans and
metrics go to OTEL_EXPORTER_OTLP_ENDPOINT, or http://127.0.0.1:4318, with the certificates of OTEL_EXPORTER_OTLP_* and the
headers of BINNACLE_OTLP_HEADERS_FILE, as services send. Checks trust the authorities of Node and those in the file
NODE_EXTRA_CA_CERTS. ICMP needs blackbox-exporter.
Exit status: 0; with --once 1 where a probe failed or the file has a fault; 2 for a wrong command line.

Examples:
  $ binnacle probe run probes.yaml
  $ binnacle probe run probes.yaml --once
  $ OTEL_EXPORTER_OTLP_HEADERS=authorization=Bearer%20… binnacle probe run probes.yaml --otlp https://collector.example:4318
`;

const once = async (probe: Probe, stopped: AbortSignal): Promise<Check> => {
  const { traceId, spanId, traceparent } = newSpan();
  const startMillis = Date.now();
  const started = performance.now();
  const checked = await check(probe, traceparent, stopped);
  return { probe, checked, traceId, spanId, startMillis, seconds: (performance.now() - started) / 1_000 };
};

const run = async (
  file: string,
  { otlp, once: isOnce = false, json = false }: RunOptions,
  io: Io,
): Promise<void> => {
  const parsed = await readProbes(file, io);
  if (!parsed) return;
  const probes = parsed.probes.filter(canCheck);
  for (const { id, kind } of parsed.probes.filter((probe) => !canCheck(probe)))
    io.stderr(`${id} is not checked: ${kind.toUpperCase()} needs blackbox-exporter\n`);
  const sender = createSender(io, 'binnacle-probes', otlp);
  const measurements = createMeasurements(Date.now());
  const style = createStyle(io);
  const stopping = new AbortController();
  let spans: object[] = [];
  let lastFault: string | undefined;

  const flush = async (): Promise<void> => {
    const sent = spans;
    spans = [];
    const faults = [
      sent.length > 0 ? await sender.traces(sent) : undefined,
      await sender.metrics(measurements.metrics(Date.now())),
    ];
    if (faults[0] !== undefined) spans = [...sent, ...spans].slice(-MOST_SPANS);
    const fault = faults.find((each) => each !== undefined);
    if (fault !== undefined && fault !== lastFault)
      io.stderr(`${fault}; ${isOnce ? 'nothing was sent' : 'what is measured waits'}\n`);
    lastFault = fault;
  };

  const say = ({ probe, checked, seconds, traceId, startMillis }: Check): void => {
    const { ok, fault } = checked;
    if (json) {
      const time = new Date(startMillis).toISOString();
      io.stdout(`${JSON.stringify({ time, probe: probe.id, seconds, traceId, ...checked })}\n`);
    } else if (!ok || isOnce) {
      const verdict = ok ? style.good('ok') : style.bad('failed');
      io.stdout(
        `${verdict}  ${probe.id}  ${seconds.toFixed(3)} s${fault ? `  ${fault}` : ''}  ${style.dim(`trace ${traceId}`)}\n`,
      );
    }
  };
  const checkOne = async (probe: Probe): Promise<boolean> => {
    const one = await once(probe, stopping.signal);
    if (stopping.signal.aborted) return true;
    measurements.add(one);
    spans.push(spanOf(one));
    if (spans.length > MOST_SPANS) spans.shift();
    say(one);
    return one.checked.ok;
  };

  if (isOnce) {
    const results = await Promise.all(probes.map(checkOne));
    await flush();
    if (results.includes(false)) io.exitCode = 1;
    return;
  }
  const stopped = io.untilStopped().then(() => stopping.abort());
  if (!json) io.stdout(`${probes.length} probes, to ${sender.endpoint}. Failures are shown.\n`);
  await Promise.all(
    probes.map(async (probe, index) => {
      const intervalMillis = probe.intervalSeconds * 1_000;
      const wait = (millis: number) => delay(millis, undefined, { signal: stopping.signal }).catch(() => {});
      // Not all in the same moment.
      await wait((Math.min(intervalMillis, 5_000) * index) / probes.length);
      while (!stopping.signal.aborted) {
        const started = performance.now();
        await checkOne(probe);
        await flush();
        await wait(Math.max(0, intervalMillis - (performance.now() - started)));
      }
    }),
  );
  await stopped;
  await flush();
};

export const createRunCommand = (io: Io): Command =>
  new Command('run')
    .description('check what a file of probes names, with a trace for each check')
    .argument('<file>', 'the file of probes; - reads standard input')
    .option('--otlp <url>', 'where spans and metrics go, without /v1/traces', asUrl)
    .option('--once', 'check each once, show the results and end')
    .option('--json', 'print each check as one line of JSON')
    .addHelpText('after', NOTES)
    .action((file: string, options: RunOptions) => run(file, options, io));
