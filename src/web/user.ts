import { hexOf } from './tracing/ids.ts';

/** SHA-256 of the id, with the service in front, so that two applications have two hashes of one user. */
export const hashUser = async (id: string, service = ''): Promise<string> =>
  hexOf(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${service}:${id}`))));
