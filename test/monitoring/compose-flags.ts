import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';

const file = join(import.meta.dirname, '../../docker-compose.monitoring.yml');

/** The flags of a service in the compose file that begin with one of these. */
export const composeFlags = async (service: string, flags: readonly string[]): Promise<string[]> => {
  const compose = parse(await readFile(file, 'utf8'), { merge: true });
  const command: string[] = compose.services[service].command;
  return command.filter((argument) => flags.some((flag) => argument.startsWith(flag)));
};
