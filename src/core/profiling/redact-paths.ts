import { type Frame, mapFrames, type Profile } from './profile.ts';

/** What paths of this machine begin with, and what they tell. */
export interface Places {
  /** Of whoever runs the program; empty where there is none. */
  readonly home: string;
  /** Where the program lies: paths below it are told from there. */
  readonly folder: string;
}

/** Folders of people, whoever they are: `/home/jo`, `/Users/jo`, `C:/Users/jo`. */
const HOMES = /^(?:[A-Za-z]:)?\/(?:root(?:\/|$)|(?:home|Users)\/[^/]+(?:\/|$))/;

/** Longest name or path that is kept, in UTF-16 units; generated code has names of any length. */
const MAX_LENGTH = 512;

const clean = (text: string): string => text.replace(/[\p{Cc}]+/gu, ' ').slice(-MAX_LENGTH);

const below = (path: string, folder: string): string | undefined => {
  const prefix = folder.endsWith('/') ? folder : `${folder}/`;
  return prefix.length > 1 && path.startsWith(prefix) ? path.slice(prefix.length) : undefined;
};

const decoded = (url: string): string => {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
};

/** A path or URL of a script as it may leave the machine. */
export const redactPath = (file: string, { home, folder }: Places): string => {
  if (file.startsWith('node:') || file === '') return file;
  if (/^(?:data|blob|evalmachine)[:.]/.test(file)) return file.slice(0, file.search(/[:.]/));
  const path = (
    file.startsWith('file://') ? decoded(file.slice('file://'.length).replace(/[?#].*$/s, '')) : file
  )
    .replaceAll('\\', '/')
    .replace(/^\/(?=[A-Za-z]:\/)/, '');
  const own = below(path, folder.replaceAll('\\', '/'));
  if (own !== undefined) return clean(own);
  const inHome = home === '' ? undefined : below(path, home.replaceAll('\\', '/'));
  if (inHome !== undefined) return clean(`~/${inHome}`);
  // A URL of a script may say anything behind its path.
  if (/^https?:/.test(path)) return clean(path.replace(/[?#].*$/s, '').replace(/\/\/[^/@]*@/, '//'));
  return clean(path.replace(HOMES, '~/'));
};

/** Paths inside of a name, as those of functions that are named by a tool after their file. */
const redactName = (name: string, places: Places): string =>
  clean(
    /[/\\]/.test(name)
      ? name.replace(/(?:file:\/\/|[A-Za-z]:[\\/]|(?<![\w.~])\/)[^\s"'()<>]+/g, (path) =>
          redactPath(path, places),
        )
      : name,
  );

/** The profile without what tells of people: names and paths of its functions. */
export const redactPaths = (profile: Profile, places: Places): Profile =>
  mapFrames(profile, (frame: Frame) => ({
    ...frame,
    name: redactName(frame.name, places),
    file: redactPath(frame.file, places),
  }));
