// A folder with the files of objectives, into which several files of objectives may have been written.
import { join } from 'node:path';
import { at, type Fault, START } from '../../../core/yaml/parse.ts';
import type { ParsedSlos } from '../../../monitoring/index.ts';
import type { Io } from '../../io.ts';
import { STDIN_NAME } from '../../read-text.ts';
import {
  type EarlierFile,
  readEarlier,
  readSource,
  sourceSeenFrom,
  sourceSeenFromHere,
} from './earlier-files.ts';

const FOLDERS = ['rules', 'tests'];

export interface SloFolder {
  /** How the files name the file of objectives. */
  readonly source: string;
  /** Objectives that another file has as well: one would silently be written over the other. */
  readonly conflicts: readonly Fault[];
  /** Files that were written from this file of objectives and belong to none of it any more. */
  readonly stale: (paths: readonly string[]) => readonly string[];
  /** Files whose file of objectives is not there any more; nobody knows whether they are wanted. */
  readonly orphans: (paths: readonly string[]) => readonly string[];
}

/** What is in the folder before anything is written. */
export const lookAtSloFolder = async (
  folder: string,
  file: string,
  ids: ParsedSlos['ids'],
  io: Io,
): Promise<SloFolder> => {
  const { SLO_WRITER, parseOpenSlo, parseSlos, sloFile } = await import('../../../monitoring/index.ts');
  const source = sourceSeenFrom(folder, file);
  const earlier = await readEarlier(folder, FOLDERS, SLO_WRITER, io);
  const others = earlier.filter(({ origin }) => origin.source !== source);
  const texts = new Map(
    [...new Set(others.map(({ origin }) => origin.source))].map((each) => [
      each,
      readSource(folder, each, io),
    ]),
  );

  /** Where another file has the objective now; what cannot be read has it, as it had. */
  const placeOf = ({ origin }: EarlierFile, id: string): string | undefined => {
    const text = texts.get(origin.source);
    if (text === undefined) return undefined;
    const found = [parseSlos(text), parseOpenSlo(text)];
    const place = found.map((each) => each.ids.get(id)).find(Boolean);
    if (!place && found.some(({ slos }) => slos)) return undefined;
    return at(sourceSeenFromHere(folder, origin.source), place ?? START, '').replace(/: $/, '');
  };

  const conflicts = [...ids].flatMap(([id, position]): Fault[] => {
    const path = `rules/${sloFile({ id })}`;
    const other = others.find((each) => each.path === path);
    const place = other && placeOf(other, id);
    if (place === undefined) return [];
    return [
      {
        ...position,
        message: `${JSON.stringify(id)} is the id of another objective, at ${place}, from which ${join(folder, path)} was written; expected an id of its own, or another folder`,
      },
    ];
  });
  const isOf = (each: EarlierFile): boolean => file !== '-' && each.origin.source === source;
  const without = (files: readonly EarlierFile[], paths: readonly string[]): readonly string[] =>
    files.flatMap(({ path }) => (paths.includes(path) ? [] : [path]));
  return {
    source,
    conflicts,
    stale: (paths) => without(earlier.filter(isOf), paths),
    orphans: (paths) =>
      without(
        others.filter(({ origin }) => texts.get(origin.source) === undefined && origin.source !== STDIN_NAME),
        paths,
      ),
  };
};
