/** The host of `host:port`, of a URL or of a target such as `dns:///host:port`; undefined of a socket on this machine. */
export const hostOf = (endpoint: string): string | undefined => {
  if (/^(unix|unix-abstract|npipe|passthrough:\/\/\/unix):/.test(endpoint)) return undefined;
  const rest = endpoint.replace(/^[a-z][a-z0-9+.-]*:\/+/i, '').replace(/^dns:/, '');
  const authority = (rest.split(/[/?#]/)[0] as string).replace(/^.*@/, '');
  const bracketed = /^\[([^\]]*)\]/.exec(authority);
  return bracketed ? bracketed[1] : authority.replace(/:\d*$/, '');
};

export const portOf = (endpoint: string): number | undefined => {
  const port = /:(\d{1,5})(?:[/?#]|$)/.exec(endpoint.replace(/^[a-z][a-z0-9+.-]*:\/+/i, ''))?.[1];
  return port === undefined ? undefined : Number(port);
};

const LOOPBACK = /^(localhost|.*\.localhost|127(\.\d{1,3}){3}|::1|0:0:0:0:0:0:0:1)$/i;

/** The endpoint stays on this machine. */
export const isLoopback = (endpoint: string): boolean => {
  const host = hostOf(endpoint);
  return host === undefined || LOOPBACK.test(host);
};

/** A server that listens at every address of the machine. */
export const isAllInterfaces = (endpoint: string): boolean =>
  ['', '0.0.0.0', '::', '0:0:0:0:0:0:0:0', '*'].includes(hostOf(endpoint) ?? 'socket');

const PRIVATE =
  /^(10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|f[cd][0-9a-f]{2}:|fe80:)/i;
const INTERNAL = /(^[^.]+|\.(svc|local|internal|lan|intranet|home\.arpa|test|localdomain))$/i;

/** The endpoint is outside of the organisation’s own network, as far as its name tells. */
export const isPublic = (endpoint: string): boolean => {
  const host = hostOf(endpoint);
  if (host === undefined || LOOPBACK.test(host) || PRIVATE.test(host) || isAllInterfaces(endpoint))
    return false;
  return host.includes(':') || !INTERNAL.test(host);
};
