import { parseAddress } from '../go/address.ts';
import type { Finding } from './type-rule.ts';
import type { View } from './view.ts';

const STREAMS = ['tcp', 'tcp4', 'tcp6', 'unix', 'unixpacket', 'npipe', ''];

/** Names of ports that Go knows on every machine: https://go.dev/src/net/lookup.go */
const PORT_NAMES = new Set(
  'domain ftp ftps gopher http https imap2 imap3 imaps pop3 pop3s smtp submissions ssh telnet'.split(' '),
);

/** No machine has such a name: https://www.rfc-editor.org/rfc/rfc6761#section-6.4 */
const isReserved = (host: string): boolean => /(?:^|\.)invalid\.?$/i.test(host);

const isIpv4 = (host: string): boolean => /^\d+(?:\.\d+){3}$/.test(host);

/** What keeps a server from listening on an address, as far as that does not depend on the machine. */
const addressFault = (endpoint: string, transport: string): string | undefined => {
  const address = parseAddress(endpoint);
  if ('fault' in address) return `"${endpoint}" ${address.fault}; expected host:port`;
  const { host, port } = address;
  if (/^[+-]?\d+$/.test(port) && (Number(port) < 0 || Number(port) > 65_535))
    return `${port} is no port; expected 0 to 65535`;
  if (port !== '' && !/^[+-]?\d+$/.test(port) && !PORT_NAMES.has(port.toLowerCase()))
    return `"${port}" is no port; expected a number`;
  if (isIpv4(host) && host.split('.').some((part) => Number(part) > 255)) return `"${host}" is no address`;
  if (isReserved(host)) return `"${host}" is the name of no machine`;
  if (transport.endsWith('6') && isIpv4(host)) return `is an IPv4 address, and transport is ${transport}`;
  if (transport.endsWith('4') && host.includes(':'))
    return `is an IPv6 address, and transport is ${transport}`;
  return undefined;
};

/** A server: of HTTP and gRPC where it takes streams, which datagrams do not make. */
export function* checkServer(view: View, isStream: boolean): Iterable<Finding> {
  const transport = view.text('transport');
  if (isStream && !STREAMS.includes(transport)) {
    yield view.fault(`"${transport}" cannot be listened on; expected tcp or unix`, 'transport');
    return;
  }
  const endpoint = view.text('endpoint');
  if (endpoint === '' || !/^(?:tcp[46]?|udp[46]?|)$/.test(transport)) return;
  const fault = addressFault(endpoint, transport);
  if (fault) yield view.fault(fault, 'endpoint');
}
