/** Nobody on another machine reaches it. */
export const isLoopbackHost = (host: string): boolean => /^(?:localhost|127(?:\.\d+){3}|::1)$/.test(host);

/** The same of a URL, where an address of IPv6 has brackets. */
export const isLoopbackUrl = ({ hostname }: URL): boolean =>
  isLoopbackHost(hostname.replace(/^\[(.*)\]$/, '$1'));
