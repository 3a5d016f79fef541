import { lookup, Resolver } from 'node:dns';
import { readFileSync } from 'node:fs';
import type { LookupFunction } from 'node:net';
import { onHurry } from './hurry.ts';
import { whenOnlyConnecting } from './only-connecting.ts';
import { asksFirst, isInHosts } from './resolver-files.ts';

/**
 * The system's own look-up runs in a thread that cannot be stopped, and that the end of a process waits for, however
 * it ends. So it is only asked once a name server has been seen to answer, whatever the answer: that question can be
 * taken back. What the system makes of a name (hosts file, search domains, other directories) stays its own matter.
 */

/** How long a name server may take for one try, in milliseconds, as with the system's own look-up: resolv.conf(5). */
const TIMEOUT_MILLIS = 5_000;

/** Answers, or faults that a look-up would meet at once as well. */
const SILENT: ReadonlySet<string> = new Set(['ETIMEOUT', 'ECANCELLED']);

const read = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};

/** What the look-up of names depends on. */
export interface NameServices {
  readonly lookup: typeof lookup;
  /** Addresses with ports; those of the machine if not given. */
  readonly servers?: readonly string[];
  readonly timeoutMillis: number;
  readonly readFile: (path: string) => string;
}

const noAnswer = (hostname: string): Error =>
  Object.assign(new Error(`getaddrinfo ETIMEOUT ${hostname}: no name server answers`), {
    code: 'ETIMEOUT',
    syscall: 'getaddrinfo',
    hostname,
  });

/** Calls back once with whether a name server answers. */
const askServers = (
  names: readonly string[],
  { servers, timeoutMillis }: NameServices,
  done: (answers: boolean) => void,
): void => {
  const resolver = new Resolver({ timeout: timeoutMillis, tries: 2 });
  if (servers) resolver.setServers(servers);
  let left = names.length;
  const settle = (answers: boolean): void => {
    if (left <= 0) return;
    left = answers ? 0 : left - 1;
    if (left > 0) return;
    stopLooking();
    forget();
    resolver.cancel();
    done(answers);
  };
  const cancel = (): void => resolver.cancel();
  const stopLooking = whenOnlyConnecting(cancel);
  const forget = onHurry((millis) => setTimeout(cancel, millis).unref());
  for (const name of names) resolver.resolve4(name, (error) => settle(!SILENT.has(error?.code ?? '')));
};

/** A look-up that never holds up the end of the process because of a name server that does not answer. */
export const createLookUp = (services: NameServices): LookupFunction => {
  const isAsked = (hostname: string): boolean =>
    process.platform !== 'win32' &&
    !/^(?:localhost|.{1,253}\.localhost)$/i.test(hostname) &&
    !isInHosts(services.readFile('/etc/hosts'), hostname);
  return (hostname, options, done) => {
    const look = (): void => services.lookup(hostname, options, done as never);
    if (!isAsked(hostname)) return look();
    askServers(asksFirst(services.readFile('/etc/resolv.conf'), hostname), services, (answers) =>
      answers ? look() : done(noAnswer(hostname), []),
    );
  };
};

export const lookUp: LookupFunction = createLookUp({ lookup, timeoutMillis: TIMEOUT_MILLIS, readFile: read });
