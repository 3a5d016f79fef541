import { isWord } from '../../characters.ts';
import type { RedactionRule } from '../../rule.ts';

/** Prefixes of the keys of vendors, before at least sixteen characters more; sources are those of the whole rule. */
const PREFIXES =
  /* @__PURE__ */ 'AKIA ASIA AIza ya29. GOCSPX- ghp_ gho_ ghu_ ghs_ ghr_ github_pat_ glpat- xoxa- xoxb- xoxp- xoxr- xoxs- sk_live_ sk_test_ rk_live_ rk_test_ whsec_ sk-proj- sk-ant- SG. npm_ hf_ pypi- dckr_pat_ shpat_ hvs. NRAK- sntrys_ lin_api_ glc_'.split(
    ' ',
  );
const MIN_LENGTH = 16;

export const vendorKey: RedactionRule = {
  id: 'vendor-key',
  // The first letters of all.
  triggers: 'AyGgxsrwSnhpdNl',
  startsWord: true,
  find(text, at, found) {
    const prefix = PREFIXES.find((each) => text.startsWith(each, at));
    if (!prefix) return false;
    const start = at + prefix.length;
    let end = start;
    let digits = 0;
    for (; isWord(text.charCodeAt(end)) || '-.'.includes(text[end] ?? 'x'); end++)
      if (/\d/.test(text[end] as string)) digits++;
    while (text[end - 1] === '.') end--;
    found.start = at;
    found.end = end;
    return end - start >= MIN_LENGTH && (digits > 0 || prefix < 'a');
  },
};
