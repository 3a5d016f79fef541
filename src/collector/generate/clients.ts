import { isLoopback } from '../lint/endpoint.ts';
import type { BackendContext, Exporter } from './backend.ts';
import { delivery } from './delivery.ts';
import { allowed, type NeededVariable } from './part.ts';
import type { Comment } from './render.ts';
import { type ClientTls, withDefaults } from './topology.ts';

export const tlsFiles = ({ caFile, certFile, keyFile }: ClientTls): Readonly<Record<string, string>> => ({
  ...(caFile !== undefined && { ca_file: caFile }),
  ...(certFile !== undefined && { cert_file: certFile }),
  ...(keyFile !== undefined && { key_file: keyFile }),
});

/** Variables of the environment in a text that have no default. */
export const variablesIn = (text: string, doc: string): readonly NeededVariable[] =>
  [...text.matchAll(/\$\{env:(\w+)\}/g)].map(([, name = '']) => ({ name, doc }));

export const isLocal = (endpoint: string): boolean => {
  const text = withDefaults(endpoint);
  // A variable without a default can be any host.
  return !/^(\w+:\/\/)?(:|\/|$)/.test(text) && isLoopback(text);
};

const authOf = ({
  use,
  name,
}: BackendContext): Pick<Exporter, 'extensions' | 'variables'> & { auth?: string } => {
  const { bearerToken, username, password } = use;
  if (bearerToken !== undefined) {
    const id = `bearertokenauth/${name}`;
    return {
      auth: id,
      extensions: { [id]: { token: bearerToken } },
      variables: variablesIn(bearerToken, `token for ${name}`),
    };
  }
  if (username !== undefined && password !== undefined) {
    const id = `basicauth/${name}`;
    return {
      auth: id,
      extensions: { [id]: { client_auth: { username, password } } },
      variables: [
        ...variablesIn(username, `user for ${name}`),
        ...variablesIn(password, `password for ${name}`),
      ],
    };
  }
  return {};
};

export const QUEUE_IN_MEMORY = allowed(
  'queue-without-storage',
  'asked for: what waits here is lost with a restart',
);
export const PLAIN_TEXT = allowed('plain-text-export', 'asked for: the network between is trusted');

/** Sends over the network without TLS. */
export const isPlainUrl = (endpoint: string): boolean =>
  !isLocal(endpoint) && /^http:/i.test(withDefaults(endpoint));

interface Client {
  /** Requests at the same time; 4 where it is not given. */
  readonly consumers?: number;
  readonly config?: Readonly<Record<string, unknown>>;
  readonly comments?: readonly Comment[];
}

const client = (
  context: BackendContext,
  type: string,
  tls: object | undefined,
  isPlain: boolean,
  { consumers = 4, config, comments = [] }: Client,
): Exporter => {
  const { auth, ...rest } = authOf(context);
  const { endpoint, headers, name, isStored } = context;
  return {
    id: `${type}/${name}`,
    signals: context.signals,
    config: {
      endpoint,
      ...(tls && { tls }),
      ...(Object.keys(headers).length > 0 && { headers }),
      ...(auth !== undefined && { auth: { authenticator: auth } }),
      ...config,
      ...delivery({ isStored, consumers }),
    },
    comments: [
      ...(isPlain ? [[['endpoint'], PLAIN_TEXT] as const] : []),
      ...comments,
      ...(isStored ? [] : [[['sending_queue'], QUEUE_IN_MEMORY] as const]),
    ],
    ...rest,
    variables: [
      ...(rest.variables ?? []),
      ...variablesIn(endpoint, `endpoint of ${name}`),
      ...Object.entries(headers).flatMap(([header, value]) =>
        variablesIn(value, `header ${header} for ${name}`),
      ),
    ],
  };
};

/** OTLP over gRPC, with TLS to everything that is not on this machine. */
export const grpcClient = (context: BackendContext, options: Client = {}): Exporter => {
  const { endpoint, use } = context;
  const insecure = use.tls === undefined && (use.plainText === true || isLocal(endpoint));
  const isPlain = insecure && !isLocal(endpoint);
  return client(context, 'otlp_grpc', { insecure, ...tlsFiles(use.tls ?? {}) }, isPlain, options);
};

/** Over HTTP: the URL says whether there is TLS. */
export const httpClient = (context: BackendContext, options: Client = {}): Exporter =>
  client(
    context,
    'otlp_http',
    context.use.tls && Object.keys(context.use.tls).length > 0 ? tlsFiles(context.use.tls) : undefined,
    isPlainUrl(context.endpoint),
    options,
  );
