import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';

/** Sent with every response. */
export const SECURITY_HEADERS: OutgoingHttpHeaders = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
};

const LOCAL_NAMES: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '::1']);
const ALL_ADDRESSES: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

const hostNameOf = (header: string): string => {
  const match = /^(?:\[([\da-f:.]+)\]|([^:[\]]+))(?::\d{1,5})?$/i.exec(header);
  return (match?.[1] ?? match?.[2] ?? '').toLowerCase();
};

/**
 * Whether the request names this machine and not a domain that was made to point at it (DNS rebinding):
 * such a page would read the telemetry from a browser on this machine.
 */
export const isHostAllowed = (request: IncomingMessage, boundHost: string): boolean => {
  const name = hostNameOf(request.headers.host ?? '');
  if (LOCAL_NAMES.has(name) || name === boundHost.toLowerCase()) return true;
  // Bound to every address, any of them may be meant; a name may not.
  return ALL_ADDRESSES.has(boundHost) && isIP(name) !== 0;
};
