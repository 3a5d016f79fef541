import type { Agent } from 'node:http';
import type { IOtlpExportDelegate } from '@opentelemetry/otlp-exporter-base';
import {
  createOtlpHttpExportDelegate,
  httpAgentFactoryFromOptions,
} from '@opentelemetry/otlp-exporter-base/node-http';
import { VERSION } from '../../core/version.ts';
import type { OtlpTarget } from './otlp-target.ts';
import { type Payloads, SIGNALS } from './serializers.ts';
import { readTlsFiles } from './tls-files.ts';
import { reportUndelivered } from './undelivered.ts';

/** Exports under way at once; more are refused and counted. */
export const CONCURRENT_EXPORTS = 30;

type AgentFactory = ReturnType<typeof httpAgentFactoryFromOptions>;

/** Tells of a connection that cannot be made when it happens; the exporter says nothing before its last retry. */
const watchingConnections =
  (createAgent: AgentFactory, url: string): AgentFactory =>
  async (protocol) => {
    const agent: Agent = await createAgent(protocol);
    const connect = agent.createConnection.bind(agent);
    agent.createConnection = (...options: Parameters<Agent['createConnection']>) => {
      const socket = connect(...options);
      const onError = (error: Error): void => {
        reportUndelivered(url, error);
      };
      socket?.once('error', onError).once('connect', () => socket.off('error', onError));
      return socket;
    };
    return agent;
  };

/** Sends over HTTP, as protobuf or JSON. */
export const createHttpDelegate = <S extends keyof Payloads>(
  signal: S,
  target: OtlpTarget,
): IOtlpExportDelegate<Payloads[S]> => {
  const json = target.protocol === 'http/json';
  const { protobuf, json: jsonSerializer, counts } = SIGNALS[signal];
  const contentType = json ? 'application/json' : 'application/x-protobuf';
  return createOtlpHttpExportDelegate(
    {
      url: target.url,
      headers: async () => ({ ...target.headers, 'Content-Type': contentType }),
      timeoutMillis: target.timeoutMillis,
      compression: target.compression,
      concurrencyLimit: CONCURRENT_EXPORTS,
      agentFactory: watchingConnections(
        httpAgentFactoryFromOptions({ keepAlive: true, ...readTlsFiles(target) }),
        target.url,
      ),
      userAgent: `binnacle/${VERSION}`,
    },
    json ? jsonSerializer : protobuf,
    `otlp_http_${signal}_exporter`,
    counts,
    undefined,
  );
};
