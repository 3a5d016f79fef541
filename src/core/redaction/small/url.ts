import { decode } from '../decoding.ts';
import { REDACTED } from '../mark.ts';
import type { Scan } from '../scanner.ts';
import { isSecretParameter } from './names.ts';
import { untilClean } from './until-clean.ts';

/** The value of each parameter of a query, of a fragment and of a path, and what stands before the host. */
const PARAMETER = /([?&#;])([^=?&#;/]{1,64})=([^?&#;]+)/g;
const USER_INFO = /^([a-z][a-z0-9+.-]{0,20}:\/\/)[^/?#@]{1,512}@/i;

/** A URL, or a path with a query, without secrets by the names of parameters and without what the rules find. */
export const redactSmallUrl = (url: string, scan: Scan): string =>
  untilClean(
    url
      .replace(USER_INFO, '$1[REDACTED:url-password]@')
      .replace(PARAMETER, (all, sign: string, name: string, value: string) =>
        isSecretParameter(decode(name, true).text) ||
        scan(value, true)?.some(({ start, end }) => end - start > 0) === true
          ? `${sign}${name}=${REDACTED}`
          : all,
      ),
    (text) => scan(text, true),
  );
