import { isLocal, PLAIN_TEXT, QUEUE_IN_MEMORY, tlsFiles, variablesIn } from './clients.ts';
import { delivery } from './delivery.ts';
import type { Part } from './part.ts';
import type { Samplers } from './topology.ts';

const OTLP_PORT = 4317;

const resolverOf = ({ hosts, dns, kubernetes }: Samplers): object => {
  if (kubernetes !== undefined) return { k8s: { service: kubernetes, ports: [OTLP_PORT] } };
  if (dns !== undefined) return { dns: { hostname: dns, port: String(OTLP_PORT), interval: '5s' } };
  return { static: { hostnames: hosts ?? [] } };
};

/**
 * Sends all spans of a trace to the same Collector behind.
 * @param auth the extension with the token that the Collectors behind ask for
 */
export const loadBalancerPart = (samplers: Samplers, isStored: boolean, auth: string | undefined): Part => {
  const { hosts, tls, plainText } = samplers;
  const isHere = hosts?.every(isLocal) ?? false;
  const insecure = tls === undefined && (plainText === true || isHere);
  return {
    config: {
      exporters: {
        load_balancing: {
          routing_key: 'traceID',
          protocol: {
            otlp: {
              tls: { insecure, ...tlsFiles(tls ?? {}) },
              ...(auth !== undefined && { auth: { authenticator: auth } }),
              timeout: '5s',
            },
          },
          resolver: resolverOf(samplers),
          ...delivery({ isStored, consumers: 4 }),
        },
      },
    },
    comments: [
      [
        ['exporters', 'load_balancing'],
        'Not in Binnacle’s own Collector: opentelemetry-collector-contrib has it, and every Collector that is built with it.',
        'All spans of a trace go to the same Collector behind, which decides about the whole of it.',
      ],
      [
        ['exporters', 'load_balancing', 'resolver'],
        'When the list changes, some traces change their Collector and are decided in two parts.',
      ],
      ...(isStored ? [] : [[['exporters', 'load_balancing', 'sending_queue'], QUEUE_IN_MEMORY] as const]),
      ...(plainText && !isHere
        ? [
            [
              ['exporters', 'load_balancing', 'protocol', 'otlp', 'tls'],
              PLAIN_TEXT.replace(/^.* -- /, 'Plain text was '),
            ] as const,
          ]
        : []),
    ],
    variables: (hosts ?? []).flatMap((host) => variablesIn(host, 'a Collector that samples')),
    notes: [
      'The load_balancing exporter is not in Binnacle’s own Collector; opentelemetry-collector-contrib has it.',
    ],
  };
};
