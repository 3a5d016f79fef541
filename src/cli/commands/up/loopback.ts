/** Nobody on another machine reaches it. */
export const isLoopbackHost = (host: string): boolean => /^(?:localhost|127(?:\.\d+){3}|::1)$/.test(host);
