import { isAllInterfaces } from '../lint/endpoint.ts';
import { isLocal } from './clients.ts';
import { allowed, type NeededVariable, type Part } from './part.ts';
import type { Comment } from './render.ts';
import {
  DEFAULTS,
  type Listen,
  OTLP_PROTOCOLS,
  type OtlpProtocol,
  type Topology,
  withDefaults,
} from './topology.ts';

/** Variable with the token that senders have to show. */
const TOKEN_VARIABLE = 'BINNACLE_COLLECTOR_TOKEN';
export const SENDERS_AUTH = 'bearertokenauth/senders';

const bracketed = (address: string): string => (/^[^[]*:.*:/.test(address) ? `[${address}]` : address);

/** Where the receiver listens, by protocol. */
export const listeners = (listen: Listen = {}): readonly (readonly [OtlpProtocol, string])[] => {
  const { address = DEFAULTS.address, protocols = OTLP_PROTOCOLS } = listen;
  return OTLP_PROTOCOLS.filter((protocol) => protocols.includes(protocol)).map((protocol) => [
    protocol,
    listen[protocol] ?? `${bracketed(address)}:${DEFAULTS.otlpPorts[protocol]}`,
  ]);
};

/** Of the Collectors behind: gRPC alone, as the load-balancing ones send. */
export const samplerListen = ({ listen = {}, samplers }: Topology): Listen => {
  const { http: _, ...rest } = listen;
  return {
    ...rest,
    protocols: ['grpc'],
    grpc: samplers?.listen ?? `${bracketed(listen.address ?? DEFAULTS.address)}:${DEFAULTS.otlpPorts.grpc}`,
  };
};

export const isOpen = (endpoint: string): boolean => !isLocal(endpoint);

/** gRPC connections stay with the instance that they were opened to, also after others have joined it. */
const KEEPALIVE = { server_parameters: { max_connection_age: '5m', max_connection_age_grace: '30s' } };

const protocolComments = (
  protocol: OtlpProtocol,
  endpoint: string,
  { tls, auth }: Listen,
): readonly Comment[] => {
  const path = ['receivers', 'otlp', 'protocols', protocol, 'endpoint'];
  const isReachedBy = auth === 'bearer' || tls?.clientCaFile !== undefined;
  return [
    ...(isOpen(endpoint) && !isReachedBy
      ? [[path, allowed('receiver-without-auth', 'asked for: the network lets in who may send')] as const]
      : []),
    ...(isAllInterfaces(withDefaults(endpoint))
      ? [[path, allowed('listening-on-all-interfaces', 'asked for')] as const]
      : []),
  ];
};

/** The OTLP receiver. On loopback nobody else reaches it; beyond, it has TLS and asks who sends. */
export const receiverPart = (listen: Listen = {}): Part => {
  const { tls, auth } = listen;
  const all = listeners(listen);
  const open = all.filter(([, endpoint]) => isOpen(endpoint));
  const server = (protocol: OtlpProtocol, endpoint: string): object => ({
    endpoint,
    ...(isOpen(endpoint) && protocol === 'grpc' && { keepalive: KEEPALIVE }),
    ...(tls && {
      tls: {
        cert_file: tls.certFile,
        key_file: tls.keyFile,
        ...(tls.clientCaFile !== undefined && { client_ca_file: tls.clientCaFile }),
        min_version: '1.2',
      },
    }),
    ...(auth === 'bearer' && { auth: { authenticator: SENDERS_AUTH } }),
  });
  const variables: NeededVariable[] =
    auth === 'bearer'
      ? [{ name: TOKEN_VARIABLE, doc: 'token that senders show: Authorization: Bearer …' }]
      : [];
  return {
    config: {
      ...(auth === 'bearer' && { extensions: { [SENDERS_AUTH]: { token: `\${env:${TOKEN_VARIABLE}}` } } }),
      receivers: {
        otlp: {
          protocols: Object.fromEntries(all.map(([protocol, at]) => [protocol, server(protocol, at)])),
        },
      },
      ...(auth === 'bearer' && { service: { extensions: [SENDERS_AUTH] } }),
    },
    comments: [
      [
        ['receivers', 'otlp'],
        open.length > 0
          ? 'Reached over the network.'
          : 'On one machine nobody else reaches the receivers; containers set 0.0.0.0.',
        ...(open.length > 1
          ? [allowed('otlp-both-protocols-exposed', 'other Collectors send by gRPC, services by HTTP')]
          : []),
      ],
      ...all.flatMap(([protocol, endpoint]) => protocolComments(protocol, endpoint, listen)),
      ...(open.some(([protocol]) => protocol === 'grpc')
        ? [
            [
              ['receivers', 'otlp', 'protocols', 'grpc', 'keepalive'],
              'Connections end now and then, so that senders find instances that are new.',
            ] as const,
          ]
        : []),
    ],
    variables,
  };
};
