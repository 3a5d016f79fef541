import type { RedactionAction } from './policy.ts';

// Whose address an attribute holds: https://opentelemetry.io/docs/specs/semconv/registry/attributes/network/

/** The address of the one who calls: cut to its network. */
export const CALLER_ADDRESS_KEYS: readonly string[] = [
  'client.address',
  'source.address',
  'network.peer.address',
  'net.sock.peer.addr',
  'net.peer.ip',
  'http.client_ip',
  'client_ip',
  'client_addr',
  'remote_addr',
  'remote_address',
  'ip_address',
  'user.ip',
  'x-forwarded-for',
  'x-real-ip',
  'x-client-ip',
  'true-client-ip',
  'cf-connecting-ip',
  'fastly-client-ip',
  'forwarded',
];

/** Addresses of machines of one's own: needed to find the machine, and they identify no person. */
export const OWN_ADDRESS_KEYS: readonly string[] = [
  'server.address',
  'host.ip',
  'host.mac',
  'host.name',
  'network.local.address',
  'destination.address',
  'net.host.ip',
  'net.host.name',
  'net.sock.host.addr',
  'net.peer.name',
  'k8s.pod.ip',
  'k8s.node.name',
  'service.instance.id',
  'db.client.connection.pool.name',
  'dns.answers',
];

/** Rules whose finds are addresses of machines, and what is done to them where the address is the caller's. */
export const ADDRESS_RULES: ReadonlyMap<string, RedactionAction> = new Map([
  ['ipv4', 'truncate'],
  ['ipv6', 'truncate'],
  ['private-ip', 'truncate'],
  ['mac', 'mask'],
]);
