import { join } from 'node:path';
import { type Io, UsageError } from '../../io.ts';
import { namesIn } from '../../read-text.ts';

/** As Binnacle names what it writes: `shop-cpu-20260131T120000.000Z-4711.pb.gz`. */
const OWN = /^(?<service>[\w.-]+)-(?<kind>cpu|heap)-\d{8}T\d{6}\.\d{3}Z-[\d-]+\.pb\.gz$/;

/**
 * The files that an argument means: itself, or of a folder the profiles of one kind. Throws UsageError where a folder
 * has none, or those of several services, which nobody wants to be added up.
 *
 * @param type what is asked for: of the heap where it is memory, else of the CPU
 */
export const filesOf = (argument: string, type: string | undefined, io: Io): readonly string[] => {
  const names = argument === '-' ? [] : namesIn(argument, io);
  if (names.length === 0) return [argument];
  const kind = type?.startsWith('inuse_') ? 'heap' : 'cpu';
  const own = names.flatMap((name) => {
    const groups = OWN.exec(name)?.groups;
    return groups?.kind === kind ? [{ name, service: groups.service }] : [];
  });
  if (own.length === 0)
    throw new UsageError(
      `${argument}: has no ${kind} profiles, such as shop-${kind}-20260131T120000.000Z-4711.pb.gz${kind === 'cpu' ? '; --type inuse_space takes those of the heap' : ''}`,
    );
  const services = [...new Set(own.map(({ service }) => service))];
  if (services.length > 1)
    throw new UsageError(
      `${argument}: has profiles of ${services.join(', ')}; name the files of one, as ${join(argument, `${services[0]}-${kind}-*.pb.gz`)}`,
    );
  return own.map(({ name }) => join(argument, name));
};
