import { join } from 'node:path';
import { peerFolder } from '../peers.ts';

export interface Candidate {
  readonly name: string;
  readonly cwd: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** The service; `server.cjs` beside this file where it is not given. */
  readonly script?: string;
  /** Least and most spans a request that must arrive; nothing is sent where it is not given. */
  readonly spans?: readonly [least: number, most: number];
}

const root = join(import.meta.dirname, '../..');
const UPSTREAM = '@opentelemetry/auto-instrumentations-node';

const otlp = (url: string) => ({
  OTEL_EXPORTER_OTLP_ENDPOINT: url,
  OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
  OTEL_SERVICE_NAME: 'bench',
  // Those of clouds would ask for the metadata service of a cloud that is not there.
  OTEL_NODE_RESOURCE_DETECTORS: 'env,host,os,process,serviceinstance',
});

export const bare: Candidate = { name: 'bare', cwd: root, args: [], env: {} };

export const binnacle = (url: string): Candidate => ({
  name: 'binnacle',
  cwd: root,
  args: ['--import', 'binnacle/register'],
  env: otlp(url),
  spans: [0.9, 10],
});

/** @param ratio share of the traces that are kept, from 0 to 1 */
export const binnacleSampled = (url: string, ratio: number): Candidate => ({
  ...binnacle(url),
  name: `binnacle ${ratio * 100} %`,
  env: {
    ...binnacle(url).env,
    OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
    OTEL_TRACES_SAMPLER_ARG: String(ratio),
  },
  spans: [ratio / 2, ratio * 2],
});

export const upstream = (url: string): Candidate => ({
  name: 'upstream',
  cwd: peerFolder(UPSTREAM),
  args: ['--import', `${UPSTREAM}/register`],
  env: otlp(url),
  spans: [0.1, 10],
});

export const datadog = (url: string): Candidate => ({
  name: 'dd-trace',
  cwd: peerFolder('dd-trace'),
  args: ['--import', 'dd-trace/initialize.mjs'],
  env: {
    DD_TRACE_AGENT_URL: url,
    DD_SERVICE: 'bench',
    DD_TRACE_STARTUP_LOGS: 'false',
    DD_TRACE_SAMPLE_RATE: '1',
    DD_TRACE_RATE_LIMIT: '-1',
    DD_INSTRUMENTATION_TELEMETRY_ENABLED: 'false',
    DD_REMOTE_CONFIGURATION_ENABLED: 'false',
  },
  spans: [0.5, 10],
});
