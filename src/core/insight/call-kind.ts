import { ID, VERSION } from './call-shape.ts';

const MAX_LENGTH = 2_048;

/** The ids of a URL or path, of its query too. */
export const idsIn = (url: string): readonly string[] =>
  url
    .slice(0, MAX_LENGTH)
    .split(/[/?&=#,;]/)
    .filter((part) => ID.test(part) && !VERSION.test(part));

/** Part after part of a list. */
const PAGE =
  /[?&](?:page\w*|offset|cursor|after|before|since|start\w*|skip|next\w*|marker|continuation\w*)=/i;

export const isPageCall = (url: string): boolean => PAGE.test(url.slice(0, MAX_LENGTH));

/** What others need before they can ask. */
const LOGIN =
  /(?:^|[/._-])(?:o?auth\w*|tokens?|login|sessions?|discovery|\.well-known|handshake)(?:[/._?-]|$)/i;

export const isLoginCall = (url: string): boolean => LOGIN.test(url.slice(0, MAX_LENGTH));
