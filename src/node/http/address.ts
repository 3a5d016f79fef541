/** A server's address as the client named it. */
export interface Address {
  readonly host: string;
  readonly port: number | undefined;
}

const DEFAULT_PORTS: Readonly<Record<string, number>> = { http: 80, https: 443 };

/** Clients choose what they send, so only so many different ones are remembered. */
const MAX_REMEMBERED = 200;
const MAX_REMEMBERED_LENGTH = 256;
const remembered = new Map<string, Address>();

const parse = (authority: string, scheme: string | undefined): Address => {
  const colon = authority.lastIndexOf(':');
  // An IPv6 address has colons of its own, and brackets around them.
  const hasPort = colon > 0 && colon > authority.lastIndexOf(']') && authority.indexOf(':') === colon;
  const isBracketed = colon > 0 && authority[0] === '[' && authority[colon - 1] === ']';
  if (!hasPort && !isBracketed) return { host: authority, port: scheme ? DEFAULT_PORTS[scheme] : undefined };
  const port = Number(authority.slice(colon + 1));
  return { host: authority.slice(0, colon), port: port > 0 && port < 65_536 ? port : undefined };
};

/** `shop.example:8080`, `[::1]:80` or `shop.example`, which has the port of its scheme. */
export const addressOf = (authority: string, scheme: string | undefined): Address => {
  const key = scheme === 'http' ? authority : `${scheme} ${authority}`;
  const known = remembered.get(key);
  if (known) return known;
  const address = parse(authority, scheme);
  if (remembered.size < MAX_REMEMBERED && key.length <= MAX_REMEMBERED_LENGTH) remembered.set(key, address);
  return address;
};

const FORWARDED_HOST = /(?:^|[;,\s])host="?([^";,\s]{1,255})/i;
const FORWARDED_PROTO = /(?:^|[;,\s])proto="?([a-z]{1,8})/i;

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

const first = (header: string | readonly string[] | undefined): string | undefined => {
  const value = typeof header === 'string' ? header : header?.[0];
  return value?.includes(',') ? value.slice(0, value.indexOf(',')).trim() : value;
};

/**
 * Where a request was sent: to the proxy in front where that says so, else as `Host` has it.
 * https://opentelemetry.io/docs/specs/semconv/http/http-spans/#setting-serveraddress-and-serverport-attributes
 */
export const serverAddressOf = (headers: Headers, scheme: string): Address | undefined => {
  const { forwarded, host } = headers;
  if (typeof forwarded === 'string') {
    const forwardedHost = FORWARDED_HOST.exec(forwarded)?.[1];
    if (forwardedHost) return addressOf(forwardedHost, FORWARDED_PROTO.exec(forwarded)?.[1]);
  }
  const forwardedHost = first(headers['x-forwarded-host']);
  if (forwardedHost) return addressOf(forwardedHost, first(headers['x-forwarded-proto']));
  return typeof host === 'string' && host !== '' ? addressOf(host, scheme) : undefined;
};
