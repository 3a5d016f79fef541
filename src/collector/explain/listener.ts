import type { Settings } from './effective.ts';
import { listText, recordAt, textAt } from './words.ts';

/** Where a server listens, who may speak to it, and how. */
export const listenerText = (server: Settings, protocol: string): string => {
  const endpoint = textAt(server, 'endpoint') || 'an address that is not set';
  const tls = recordAt(server, 'tls');
  const client = tls && (textAt(tls, 'client_ca_file') ? ', and only for clients with a certificate' : '');
  const auth = textAt(server, 'auth.authenticator');
  return [
    `listens at ${endpoint} for ${protocol}`,
    tls ? `with TLS${client}` : 'without TLS',
    auth ? `those who send are checked by ${auth}` : 'anybody who reaches it may send',
  ].join(', ');
};

/** To where a client sends. */
export const targetText = (client: Settings, protocol: string): string => {
  const tls = recordAt(client, 'tls');
  const endpoint = textAt(client, 'endpoint') || 'an address that is not set';
  const isPlain =
    endpoint.startsWith('http://') || (tls?.insecure === true && !endpoint.startsWith('https://'));
  const trust = tls?.insecure_skip_verify === true ? 'with TLS, whoever answers' : 'with TLS';
  const auth = textAt(client, 'auth.authenticator');
  const compression = textAt(client, 'compression');
  return [
    `sends to ${endpoint} by ${protocol}`,
    isPlain ? 'without TLS' : trust,
    ...(auth ? [`with the credentials of ${auth}`] : []),
    compression && compression !== 'none' ? `packed with ${compression}` : 'not packed',
  ].join(', ');
};

/** Names of headers that are sent; never what is in them. */
export const headersText = (client: Settings): readonly string[] => {
  const headers = recordAt(client, 'headers');
  const names = headers
    ? Object.keys(headers)
    : (Array.isArray(client.headers) ? client.headers : []).map((each) => (each as Settings)?.name);
  return names.length > 0 ? [`adds the headers ${listText(names)}`] : [];
};
