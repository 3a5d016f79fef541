import { isWord } from '../../characters.ts';
import type { RedactionRule } from '../../rule.ts';

/** Prefixes of the keys of vendors, before at least sixteen characters more; sources are those of the whole rule. */
const KEY =
  /^(?:(?:A[KS]IA|AIza|NRAK-|GOCSPX-|SG\.)[\w.-]{15,}[\w-]|(?=[^\d]{0,80}\d)(?:ya29\.|gh[oprsu]_|github_pat_|glpat-|xox[abeprs]-|xapp-|[rs]k_(?:live|test)_|whsec_|sk-(?:proj|ant)-|npm_|hf_|pypi-|dckr_pat_|shp(?:at|ss)_|hvs\.|sntrys_|lin_api_|gl(?:c|sa)_)[\w.-]{15,}[\w-]|(?:sk-(?=\w{0,40}\d)[A-Za-z\d]{32,}|key-[\da-f]{32})(?!\w))/;

export const vendorKey: RedactionRule = {
  id: 'vendor-key',
  // The first letters of all.
  triggers: 'AyGgxsrwSnhpdNlk',
  startsWord: true,
  find(text, at, found) {
    const length = KEY.exec(text.slice(at, at + 128))?.[0].length ?? 0;
    found.start = at;
    found.end = at + length;
    while (length > 99 && isWord(text.charCodeAt(found.end))) found.end++;
    return length > 0;
  },
};
