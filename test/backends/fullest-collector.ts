import { findServer, requireServer } from './find-server.ts';

/** The Collector with every component where it is there, else the project's own, which has fewer. */
export const fullestCollector = async (): Promise<string | undefined> => {
  const full = await findServer('otelcol-full');
  return 'path' in full ? full.path : requireServer('otelcol');
};
