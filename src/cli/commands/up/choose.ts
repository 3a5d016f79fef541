import type { Io } from '../../io.ts';

export interface Choice {
  readonly mode: 'docker' | 'embedded';
  /** Completes "…, because". */
  readonly reason: string;
}

const PROBE_MILLIS = 5000;
const PROBES = [
  { args: ['compose', 'version'], missing: '`docker compose version` failed: there is no Docker Compose' },
  { args: ['info'], missing: '`docker info` failed: no Docker engine answers' },
] as const;

/** Undefined where Docker can be used, else what is missing. */
export const missingFromDocker = async (io: Io): Promise<string | undefined> => {
  for (const { args, missing } of PROBES) {
    const { ok } = await io.run('docker', args, { timeoutMillis: PROBE_MILLIS });
    if (!ok) return missing;
  }
  return undefined;
};

/**
 * Docker where it can be used, else the embedded backend.
 *
 * @param embeddedFlags flags that were given and that only the embedded backend has
 */
export const chooseMode = async (
  {
    embedded,
    docker,
    secure,
  }: { embedded?: boolean | undefined; docker?: boolean | undefined; secure?: boolean },
  embeddedFlags: readonly string[],
  io: Io,
): Promise<Choice> => {
  if (embedded) return { mode: 'embedded', reason: '--embedded asks for it' };
  if (docker) return { mode: 'docker', reason: '--docker asks for it' };
  if (secure) return { mode: 'docker', reason: '--secure asks for it' };
  const [flag] = embeddedFlags;
  if (flag) return { mode: 'embedded', reason: `${flag} is a setting of the embedded backend` };
  const missing = await missingFromDocker(io);
  return missing
    ? { mode: 'embedded', reason: missing }
    : { mode: 'docker', reason: 'a Docker engine and Docker Compose are here' };
};
