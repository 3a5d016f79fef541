import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type OtlpReceiver, startOtlpReceiver } from '../../test/node/otlp-receiver.ts';
import type { Kind } from './kinds.ts';

/** Above the time-outs of everybody who is measured; who lives longer does not end. */
const MAX_LIFE_MILLIS = 20_000;

const PROGRAM = join(import.meta.dirname, 'program.cjs');

/** Who is measured. */
export interface Candidate {
  readonly name: string;
  readonly cwd: string;
  /** Options of Node. */
  readonly args: readonly string[];
}

export interface End {
  /** Exit code or signal. */
  readonly status: number | string;
  /** From the moment when the program would end until it did, in milliseconds; infinite where it did not. */
  readonly millis: number;
}

/** Runs the program once. */
export const end = async ({ cwd, args }: Candidate, kind: Kind, endpoint: string): Promise<End> => {
  const child = spawn(process.execPath, [...args, PROGRAM, kind.end], {
    cwd,
    env: {
      PATH: process.env.PATH,
      OTEL_SERVICE_NAME: 'bench',
      OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
      OTEL_METRICS_EXPORTER: 'otlp',
      OTEL_LOGS_EXPORTER: 'otlp',
      OTEL_LOG_LEVEL: 'none',
    },
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: MAX_LIFE_MILLIS,
    killSignal: 'SIGKILL',
  });
  let since = Number.NaN;
  child.stdout.on('data', (chunk: Buffer) => {
    since = Number(/^ending (\d+)$/m.exec(chunk.toString())?.[1]);
    if (!kind.signal) return;
    since = Date.now();
    child.kill(kind.signal);
  });
  const [code, signal] = await once(child, 'close');
  return {
    status: signal ?? code,
    millis: signal === 'SIGKILL' ? Number.POSITIVE_INFINITY : Date.now() - since,
  };
};

const arrived = (receiver: OtlpReceiver, path: string, texts: readonly string[]): boolean => {
  const bodies = receiver.requests.filter((request) => request.path === path).map(({ body }) => body);
  return texts.every((text) => bodies.some((body) => body.includes(text)));
};

export interface Delivery extends End {
  readonly spans: boolean;
  readonly logs: boolean;
  readonly metrics: boolean;
  /** Of an end by an error: whether that came as well. */
  readonly error: boolean | undefined;
}

/** Runs the program once with a live Collector, and says what of every place came there. */
export const deliver = async (candidate: Candidate, kind: Kind): Promise<Delivery> => {
  const receiver = await startOtlpReceiver();
  try {
    const ended = await end(candidate, kind, receiver.url);
    const { places } = kind;
    return {
      ...ended,
      spans: arrived(
        receiver,
        '/v1/traces',
        places.map((place) => `span of ${place}`),
      ),
      logs: arrived(
        receiver,
        '/v1/logs',
        places.map((place) => `log of ${place}`),
      ),
      metrics: arrived(
        receiver,
        '/v1/metrics',
        places.map((place) => `count.${place}`),
      ),
      error: kind.fails && receiver.raw().includes('exception.stacktrace'),
    };
  } finally {
    await receiver.close();
  }
};
