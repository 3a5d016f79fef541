import { isDigit, isHex, isWord } from '../characters.ts';
import type { RedactionRule, RuleFacts } from '../rule.ts';
import { findAirtable, findMarked, MARK_PREFIXES, MARK_STARTS } from '../vendor-marks.ts';
import { isNameUnit, skip } from '../words.ts';

const HYPHEN = 45;
const DOT = 46;
const COLON = 58;
const SMALL_P = 112;

/** How many units of a kind there are before `at`, up to `most`. */
const countBefore = (text: string, at: number, is: (unit: number) => boolean, most: number): number => {
  let count = 0;
  while (count < most && is(text.charCodeAt(at - 1 - count))) count++;
  return count;
};

const isAzure = (unit: number): boolean => isNameUnit(unit) || unit === 46 || unit === 126;

export const rule: RedactionRule = {
  id: 'vendor-token',
  triggers: `:.-~p${MARK_STARTS}`,
  prefixes: [':A', '-u', 'pat', ...MARK_PREFIXES],
  inLongWord: true,
  beside: { '.': [7, '.'], '~': [-1, 'Q'], p: [17, '.'] },
  find(text, at, found) {
    const sign = text.charCodeAt(at);
    if (sign === SMALL_P) return findAirtable(text, at, found);
    if (MARK_STARTS.includes(text[at] as string)) return findMarked(text, at, found);
    let before = 0;
    let after = 0;
    if (sign === COLON) {
      // Telegram: the bot's number, then AA and 33 more
      if (text[at + 2] !== 'A') return false;
      before = countBefore(text, at, isDigit, 11);
      after = skip(text, at + 1, isNameUnit, 64) - at - 1;
      if (before < 8 || before > 10 || after < 35) return false;
    } else if (sign === DOT) {
      // Discord: the bot's number in base64, six characters of time, a signature
      if (skip(text, at + 1, isNameUnit, 7) !== at + 7) return false;
      before = countBefore(text, at, isWord, 30);
      after = skip(text, at + 8, isNameUnit, 60) - at - 1;
      if (before < 23 || before > 28 || after < 34 || !'MNO'.includes(text[at - before] as string))
        return false;
    } else if (sign === HYPHEN) {
      // Mailchimp: 32 hexadecimal digits and the data center
      if (text[at + 2] !== 's' || !isDigit(text.charCodeAt(at + 3))) return false;
      before = countBefore(text, at, isHex, 33);
      after = skip(text, at + 3, isDigit, 3) - at - 1;
      if (before < 32) return false;
    } else {
      // Azure: three characters, a digit, Q~ and 31 to 34 more
      if (!isDigit(text.charCodeAt(at - 2))) return false;
      before = countBefore(text, at, isAzure, 6);
      after = skip(text, at + 1, isAzure, 64) - at - 1;
      if (before !== 5 || after < 31) return false;
    }
    found.start = at - before;
    found.end = at + 1 + after;
    return true;
  },
};

export const facts: RuleFacts = {
  summary:
    'a token that is told by its shape: of Telegram and Discord bots, Mailchimp, Airtable, HCP Terraform, MaxMind, New Relic, and of Azure and Azure DevOps with the mark of their service',
  sources: [
    'https://core.telegram.org/bots/api#authorizing-your-bot',
    'https://discord.com/developers/docs/reference#authentication',
    'https://mailchimp.com/developer/marketing/guides/quick-start/',
    'https://learn.microsoft.com/en-us/purview/sit-defn-azure-ad-client-secret',
    'https://learn.microsoft.com/en-us/azure/devops/organizations/accounts/use-personal-access-tokens-to-authenticate',
    'https://learn.microsoft.com/en-us/purview/sit-defn-azure-storage-account-key',
    'https://airtable.com/developers/web/guides/personal-access-tokens',
    'https://developer.hashicorp.com/terraform/cloud-docs/users-teams-organizations/api-tokens',
    'https://support.maxmind.com/knowledge-base/articles/maxmind-license-key-format',
    'https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/#license-key',
  ],
  vectors: [
    ['/bot110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0/getMe', '/bot[REDACTED:vendor-token]/getMe'],
    ['as MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs ok', 'as [REDACTED:vendor-token] ok'],
    ['with 0123456789abcdef0123456789abcdef-us12', 'with [REDACTED:vendor-token]'],
    [
      `as ${'pat'}AbCdEfGh123456.${'0123456789abcdef'.repeat(4)}, as a1B2c3D4e5F6g7.${'atlasv1.'}${'a1B2c3D4'.repeat(8)}.`,
      'as [REDACTED:vendor-token], as [REDACTED:vendor-token].',
    ],
    [
      `as ${'a1B2c3D4e5F6g7'.repeat(4).slice(0, 52)}${'JQQJ99'}${'a1B2c3D4e5'.repeat(2)}AZDOa1, as ${'a1B2c3D4e5F6g7'.repeat(6).slice(0, 76)}${'+ASt'}a1B2c3==`,
      'as [REDACTED:vendor-token], as [REDACTED:vendor-token]',
    ],
    [
      `as ${'eu01xx'}0123456789abcdef0123456789FFFFNRAL and a1B2c3_0123456789abcdef0123456789abc_mmk`,
      'as [REDACTED:vendor-token] and [REDACTED:vendor-token]',
    ],
    ['with abC8Q~abcdefghijklmnopqrstuvwxyz0123456', 'with [REDACTED:vendor-token]'],
  ],
  ignores: [
    'a.b.c',
    '12345678:AA',
    '0123456789abcdef0123456789abcdef',
    'us-east-1',
    'MSG.12:45.678',
    '~user',
    'patternOfTheKeys1.0123456789abcdef',
    'atlasv1.io',
    'THE_CENTRAL_NRAL',
    'a+ASt',
  ],
  collector: {
    patterns: [
      String.raw`(?<keep>\b(?:bot)?)(?:\d{8,10}:AA[\w-]{33}|[MNO]\w{22,27}\.[\w-]{6}\.[\w-]{27,60}|[0-9a-f]{32}-us\d{1,2}|[\w.~-]{3}\dQ~[\w.~-]{31,34})`,
      String.raw`\bpat[A-Za-z0-9]{14}\.[0-9a-f]{64}\b`,
      String.raw`\b[A-Za-z0-9]{14}\.atlasv1\.[\w-]{60,200}`,
      String.raw`\b(?:[A-Za-z0-9]{36}NRAL|[A-Za-z0-9]{52}JQQJ99[A-Za-z0-9]{26}|[A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk)\b`,
      String.raw`\b[A-Za-z0-9+/]{76}(?:ACDb|\+A(?:St|Ba|MC))[A-Za-z0-9+/]{6}={0,2}`,
    ],
  },
};
