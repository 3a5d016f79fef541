import { at } from '../../../core/yaml/parse.ts';
import type { Probes } from '../../../monitoring/index.ts';
import type { Io } from '../../io.ts';
import { readText } from '../../read-text.ts';
import { createStyle } from '../../style.ts';

/** The probes of a file; where it has faults, they are shown, and the exit status is 1. */
export const readProbes = async (file: string, io: Io, json = false): Promise<Probes | undefined> => {
  const { parseProbes } = await import('../../../monitoring/index.ts');
  const name = file === '-' ? '<stdin>' : file;
  const { probes, faults } = parseProbes(readText(file, io));
  if (probes) return probes;
  io.exitCode = 1;
  if (json) {
    io.stdout(`${JSON.stringify({ file: name, ok: false, faults })}\n`);
    return undefined;
  }
  for (const fault of faults) io.stdout(`${at(name, fault, fault.message)}\n`);
  const text = `${faults.length} fault${faults.length === 1 ? '' : 's'}`;
  io.stdout(`${createStyle(io).bad(text)}\n`);
  return undefined;
};
