import { isAlphanumeric, isDigit, isWord } from '../characters.ts';
import { isRandom } from '../entropy.ts';
import type { RedactionRule, RuleFacts } from '../rule.ts';
import { isUuidAt, UUID_LENGTH } from '../uuid.ts';

/**
 * The fewest characters behind a prefix, then the prefixes. A sign says more of what follows: `x` hexadecimal digits
 * alone, `u` a UUID alone, `?` digits among it, or that it is random, because the prefix is a word as well, `.` also
 * dots, slashes and signs of base64, `_` one behind eight of them.
 */
const TABLE =
  '10 xoxa- xoxb- xoxc- xoxd- xoxe- xoxp- xoxr- xoxs- xapp- xwfp-|16 AKIA ASIA ABIA ACCA sk_live_ sk_test_ rk_live_ rk_test_ ek_live_ ek_test_ AVNS_ sm_aat_ sm_pat_ sm_sat_|' +
  '20 GR1348941 CFPAT- GOCSPX- dckr_pat_ dckr_oat_ NRAK- NRII- hvs. hvb. hvr. tskey- sb_secret_ whsec_ lin_api_ lin_oauth_ sq0atp- sq0csp- CCIPAT_ GOOG1E fio-u- aio_ waka_ xsmtpsib- lip_ SB-Mid-server- s-s4t2ud- u-s4t2ud- KEY0 vcp_ vci_ vca_ vcr_ vck_|' +
  '20? sk- ATBB LTAI ico- cio|30 hf_ api_org_ glsa_ nfp_ nfc_ nfo_ nfu_ nfb_ HRKU- FLWSECK- FLWSECK_TEST- pscale_tkn_ pscale_pw_ pscale_oauth_ shpat_ shpca_ shppa_ shpss_ AIza r8_ 1//0 prtapi_ pnu_ lsv2_pt_ lsv2_sk_ pcsk_ dvc_server_ napi_ phx_ ddp_ ddw_ figo_ tfp_ duffel_live_ duffel_test_ os_v2_app_ os_v2_org_ tgp_v1_ nvapi- jina_ apify_api_ AQVN y0_ t1.9eu|' +
  '36 ghp_ gho_ ghu_ ghs_ ghr_ npm_ ntn_ gsk_ pplx- PMAK- figd_ rubygems_ bkua_ sntryu_ github_pat_ pypi- AGE-SECRET-KEY-1 dop_v1_ doo_v1_ dor_v1_ xkeysib- xai- pat-na1- pat-eu1- access-production- access-sandbox- access-development- shippo_live_ shippo_test_ sgp_ AKCp|32 AKID|40? secret_ oy2|33_ re_|26? API-|30? tvly- csk- rpa_|60? AAAAAAAAAAAAAAAAAAAAA|32x AC SK key- dapi|36u sdk- api- sk_|40x sbp_ pul- squ_ sqp_ sqa_ sk_|50 EZAK EZTK CLOJARS_ rdme_ cmVmd|' +
  '20. glpat- gldt- glrt- glcbt- glptt- glft- glimt- glagent- gloas- glsoat- glffct- glrtr- ya29. glc_ SG. sntrys_ ATATT3 ATCTT3 dp.pt. dp.st. dp.ct. dp.sa. dp.scim. dp.audit. dt0c01. dt0s01. hooks.slack.com/services/ hooks.slack.com/workflows/ discord.com/api/webhooks/ discordapp.com/api/webhooks/ hooks.zapier.com/hooks/catch/ webhook.office.com/webhookb2/ p8e- amzn.mws. amzn1.oa2-cs. WPL_AP1. api_live. api_sandbox.|40. sk.eyJ1 fm1r_ fm2_ fo1_ ABSK ops_eyJ eyJrIjoi dG9rOi bedrock-api-key-|50.? EAA sl.';

/** The shortest key, with its prefix. */
const MIN_KEY = 15;

/** Digits that tell a key from words, and the units among which they are looked for. */
const MIN_DIGITS = 3;
const MAX_PROOF = 64;

type Key = readonly [prefix: string, least: number, signs: string];

const KEYS: readonly Key[] = TABLE.split('|').flatMap((group) => {
  const [head = '', ...prefixes] = group.split(' ');
  return prefixes.map((prefix): Key => [prefix, Number.parseInt(head, 10), head]);
});

/** By the first two units. */
const keysByPair = new Map<number, readonly Key[]>();
const pairOf = (text: string, at: number): number => text.charCodeAt(at) * 128 + text.charCodeAt(at + 1);
for (const key of KEYS) {
  const pair = pairOf(key[0], 0);
  keysByPair.set(pair, [...(keysByPair.get(pair) ?? []), key]);
}

/** Whether what follows a prefix that is a word is none. */
const isProven = (text: string, start: number, end: number, digits: number): boolean =>
  digits >= MIN_DIGITS || isRandom(text, start, end);

/** Where the key ends whose prefix ends at `start`, or -1 where what follows is none. */
const endOfKey = (text: string, start: number, [prefix, least, signs]: Key): number => {
  const more = !signs.includes('.') ? '-' : prefix.endsWith('/') ? '-./@' : '-./+=';
  const isWordToo = signs.includes('?');
  if (signs.includes('u')) return isUuidAt(text, start) ? start + UUID_LENGTH : -1;
  if (signs.includes('_') && text[start + 8] !== '_') return -1;
  let end = start;
  let digits = 0;
  for (; end < text.length; end++) {
    if (end - start === MAX_PROOF && isWordToo && !isProven(text, start, end, digits)) return -1;
    const unit = text.charCodeAt(end);
    if (isDigit(unit)) digits++;
    else if (!isWord(unit) && !more.includes(text[end] as string)) break;
    else if (signs.includes('x') && !(unit >= 97 && unit <= 102)) break;
  }
  while (text[end - 1] === '.') end--;
  const isKey = end - start >= least && (!isWordToo || isProven(text, start, end, digits));
  return isKey && !isWord(text.charCodeAt(end)) ? end : -1;
};

/** An AWS secret has no mark of its own, but stands beside the key's id. Both ends are then one end. */
const endOfPair = (text: string, end: number): number => {
  let start = end;
  while (start - end < 4 && ' \t,;:|/"\''.includes(text[start] ?? 'x')) start++;
  let last = start;
  while (last - start <= 40 && (isAlphanumeric(text.charCodeAt(last)) || '/+'.includes(text[last] ?? ' ')))
    last++;
  return start > end && last - start === 40 ? last : end;
};

export const rule: RedactionRule = {
  id: 'vendor-key',
  triggers: [...new Set(KEYS.map(([prefix]) => prefix[0]))].join(''),
  startsWord: true,
  prefixes: [...new Set(KEYS.map(([prefix]) => prefix.slice(0, 3)))],
  inLongWord: true,
  find(text, at, found) {
    if (text.length - at < MIN_KEY) return false;
    const keys = keysByPair.get(pairOf(text, at));
    if (!keys) return false;
    const third = text.charCodeAt(at + 2);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i] as Key;
      const [prefix] = key;
      if (prefix.length > 2 && prefix.charCodeAt(2) !== third) continue;
      if (!text.startsWith(prefix, at)) continue;
      const start = at + prefix.length;
      const end = endOfKey(text, start, key);
      if (end < 0) continue;
      // Of the address of a webhook the path is the secret.
      found.start = prefix.endsWith('/') ? start : at;
      found.end = prefix.endsWith('IA') ? endOfPair(text, end) : end;
      return true;
    }
    return false;
  },
};
export const facts: RuleFacts = {
  summary:
    'an access key that its vendor marks with a prefix: AWS, Google, GitHub, GitLab, Slack, Stripe, OpenAI, Anthropic, npm, Meta, LaunchDarkly, Resend and others',
  sources: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html',
    'https://cloud.google.com/docs/authentication/api-keys',
    'https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github',
    'https://docs.gitlab.com/security/tokens/',
    'https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html',
    'https://docs.mapbox.com/help/dive-deeper/access-tokens/',
    'https://developers.hubspot.com/docs/guides/apps/private-apps/overview',
    'https://plaid.com/docs/api/tokens/',
    'https://docs.sonarsource.com/sonarqube-server/user-guide/managing-tokens',
    'https://www.contentful.com/developers/docs/references/authentication/',
    'https://cloud.tencent.com/document/product/598/40488',
    'https://jfrog.com/help/r/jfrog-platform-administration-documentation/access-tokens',
    'https://docs.goshippo.com/docs/guides_general/authentication/',
    'https://sourcegraph.com/docs/cli/how-tos/creating_an_access_token',
    'https://fly.io/docs/security/tokens/',
    'https://developer.flutterwave.com/docs/authentication',
    'https://developer.1password.com/docs/service-accounts/security/',
    'https://docs.slack.dev/authentication/tokens',
    'https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks',
    'https://docs.stripe.com/keys',
    'https://platform.openai.com/docs/api-reference/authentication',
    'https://docs.claude.com/en/api/overview',
    'https://www.twilio.com/docs/glossary/what-is-a-sid',
    'https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys',
    'https://docs.npmjs.com/about-access-tokens',
    'https://pypi.org/help/#apitoken',
    'https://docs.docker.com/security/access-tokens/',
    'https://huggingface.co/docs/hub/security-tokens',
    'https://docs.digitalocean.com/reference/api/create-personal-access-token/',
    'https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens',
    'https://developer.squareup.com/docs/build-basics/access-tokens',
    'https://documentation.mailgun.com/docs/mailgun/api-reference/authentication',
    'https://docs.databricks.com/aws/en/dev-tools/auth/pat',
    'https://docs.doppler.com/reference/auth-token-formats',
    'https://developer.hashicorp.com/vault/docs/concepts/tokens',
    'https://developers.notion.com/reference/authentication',
    'https://support.atlassian.com/atlassian-account/docs/manage-api-tokens-for-your-atlassian-account/',
    'https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/',
    'https://docs.sentry.io/account/auth-tokens/',
    'https://docs.dynatrace.com/docs/manage/identity-access-management/access-tokens-and-oauth-clients/access-tokens',
    'https://github.com/C2SP/C2SP/blob/main/age.md',
    'https://docs.github.com/en/code-security/reference/secret-security/supported-secret-scanning-patterns',
    'https://developers.google.com/identity/protocols/oauth2#size',
    'https://developers.facebook.com/docs/facebook-login/guides/access-tokens/',
    'https://launchdarkly.com/docs/home/account/api',
    'https://resend.com/docs/dashboard/api-keys/introduction',
    'https://aiven.io/docs/products/postgresql/howto/connect-psql',
    'https://docs.easypost.com/docs/authentication',
    'https://docs.smith.langchain.com/administration/how_to_guides/organization_management/create_account_api_key',
    'https://docs.pinecone.io/guides/projects/manage-api-keys',
    'https://elevenlabs.io/docs/api-reference/authentication',
    'https://docs.netlify.com/api-and-cli-guides/api-guides/get-started-with-api/',
    'https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook',
  ],
  vectors: [
    [`id ${'AKIA'}IOSFODNN7EXAMPLE`, 'id [REDACTED:vendor-key]'],
    [`${'AKIA'}IOSFODNN7EXAMPLE,wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY,x`, '[REDACTED:vendor-key],x'],
    [`${'ghp_'}0123456789abcdefghijklmnopqrstuvwxyz`, '[REDACTED:vendor-key]'],
    [`key=${'sk-proj-'}a1b2c3d4e5f6g7h8i9j0`, 'key=[REDACTED:vendor-key]'],
    [`${'sk-'}QwErTyUiOpAsDfGhJkLzXcVbNmqWeRtYuIoPaSdFgHjKlZxC`, '[REDACTED:vendor-key]'],
    [`(${'SG.'}ngeVfQFYQlKU0ufo8x5d1A.TwL2iGABf9DHoTf)`, '([REDACTED:vendor-key])'],
    [
      `https://${'hooks.slack.com/services/'}T00000000/B00000000/XXXXXXXXXXXX failed`,
      'https://hooks.slack.com/services/[REDACTED:vendor-key] failed',
    ],
    [`${'glpat-'}0123456789abcdefghijklmnopq.01.0a1b2c3d4 sent`, '[REDACTED:vendor-key] sent'],
    [
      `${'pat-na1-'}550e8400-e29b-41d4-a716-446655440000, ${'access-production-'}550e8400-e29b-41d4-a716-446655440000`,
      '[REDACTED:vendor-key], [REDACTED:vendor-key]',
    ],
    [
      `${'sk.eyJ1'}IjoiQwErTyUiOpAsDfGhJkLzXcVbNmqWeRtYuIoPaSdFgHjKlZxC.Q1w2e3r4t5y6 ${'squ_'}0123456789abcdef0123456789abcdef01234567`,
      '[REDACTED:vendor-key] [REDACTED:vendor-key]',
    ],
    [
      `${'1//0'}gAbCdEfGhIjKlMnOpQrStUvWxYz0123456789-_L9Ir, ${'re_'}AbCd1234_EfGh5678IjKl9012MnOp3456`,
      '[REDACTED:vendor-key], [REDACTED:vendor-key]',
    ],
    [
      `${'sdk-'}550e8400-e29b-41d4-a716-446655440000 ${'api-'}550e8400-e29b-41d4-a716-446655440001`,
      '[REDACTED:vendor-key] [REDACTED:vendor-key]',
    ],
    [
      `with ${'EAA'}GAbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCdEfGhIjKlMnOpQr.`,
      'with [REDACTED:vendor-key].',
      'with EAAGAbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCdEfGhIjKlMnOpQr.',
    ],
    [`db ${'AVNS_'}0123456789abcdefghi`, 'db [REDACTED:vendor-key]'],
    [
      `https://x.${'webhook.office.com/webhookb2/'}550e8400-e29b-41d4-a716-446655440000@550e8400-e29b-41d4-a716-446655440001/IncomingWebhook/a1b2 failed`,
      'https://x.webhook.office.com/webhookb2/[REDACTED:vendor-key] failed',
    ],
    [`with ${'key-'}0123456789abcdef0123456789abcdef.`, 'with [REDACTED:vendor-key].'],
  ],
  ignores: [
    'AKIA',
    'ghp_short',
    'npm_config_cache',
    'sk_live_',
    'class="sk-fading-circle sk-circle-delay"',
    'sk-learn-something-quite-long',
    'sk-The-Quick-Brown-Fox-Jumps-over-the-lazy-dogs-of-my-neighbour',
    'ACTIVE_CONNECTIONS_OF_THE_WHOLE_POOL',
    'AC123',
    'secret_manager_of_the_whole_organization_here',
    'key-value stores of all kinds',
    'sdk-node and api-gateway-of-the-whole-organization-in-europe',
    're_exports_of_the_whole_module_for_the_tests_2024',
    'on 1//01',
    'ciphers_of_the_whole_organization_in_here',
    'sha256:2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae',
    'EAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
  ],
  collector: {
    patterns: [
      String.raw`\b(?:(?:A(?:KI|SI|BI|CC)A)[A-Z0-9]{16}(?:[ \t,;:|/"']{1,3}[A-Za-z0-9/+]{40}\b)?|AIza[\w-]{35}|GOCSPX-[\w-]{20,64}|gh(?:[pou]|[sr])_\w{36,255}|github_pat_\w{36,255}|gl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|oas|soat|ffct)-[\w-]{20,255}(?:\.\w{2}\.\w{9})?|(?:xox[a-eprs]|xapp|xwfp)-[\w-]{10,255}|[ers]k_(?:live|test)_\w{16,255}|whsec_\w{20,255}|sk-(?:ant|proj|or|svcacct|admin)-[\w-]{20,255}|sk-[A-Za-z0-9]{32,255}|(?:npm|ntn|gsk|figd|rubygems|bkua|sntryu)_\w{36,255}|(?:hf|api_org|glsa|nfp|pscale_(?:tkn|pw|oauth)|shp(?:at|ca|pa|ss)|dckr_[po]at|lin_(?:api|oauth)|sb_secret|do[opr]_v1)_[\w-]{20,255}|(?:pypi|pplx|xai|PMAK|xkeysib)-[\w-]{36,255}|(?:NRAK|NRII|HRKU|tskey)-[\w-]{20,255}|AGE-SECRET-KEY-1\w{36,255}|hv[sbr]\.[\w-]{20,255})`,
      String.raw`\b(?:AC|SK|key-|dapi)[0-9a-f]{32}`,
      String.raw`\b(?:ya29\.|glc_|SG\.|sntrys_|AT[AC]TT3|dp\.(?:pt|st|ct|sa|scim|audit)\.|dt0[cs]01\.)[\w./+=-]{20,512}\w`,
      String.raw`\b(?:pat-(?:na|eu)1-|access-(?:production|sandbox|development)-)[0-9a-f-]{36}`,
      String.raw`\b(?:CFPAT-[\w-]{20,255}|sq[apu]_[0-9a-f]{40}|AKID[A-Za-z0-9]{32}|AKCp\w{36,255}|shippo_(?:live|test)_\w{36,64}|sgp_\w{36,255}|FLWSECK(?:_TEST)?-[\w-]{30,64})`,
      String.raw`\b(?:sk\.eyJ1|fm1r_|fm2_|fo1_|ABSK|ops_eyJ)[\w./+=-]{40,1024}\w`,
      String.raw`(?<keep>\b(?:hooks\.slack\.com/(?:services|workflows)|discord(?:app)?\.com/api/webhooks|hooks\.zapier\.com/hooks/catch|webhook\.office\.com/webhookb2)/)[\w./@-]{20,255}`,
      String.raw`\b(?:sdk|api|sk)[-_][0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b`,
      String.raw`(?<keep>^|[^\w/])1//0[\w-]{30,255}`,
      String.raw`\b(?:AVNS_\w{16,64}|sm_[aps]at_\w{16,255}|(?:nf[cobu]|vc[piark]|dd[pw]|figo|napi|phx|jina|waka|lip|pnu|tfp|tgp_v1|prtapi|apify_api|pcsk|lsv2_(?:pt|sk)|duffel_(?:live|test)|os_v2_(?:app|org)|dvc_server|CLOJARS|rdme)_\w{30,255}|(?:nvapi|xsmtpsib|fio-u|[su]-s4t2ud)-[\w-]{30,255}|EZ[AT]K\w{50,64}|GOOG1E\w{20,64}|SB-Mid-server-[\w-]{20,64}|re_[A-Za-z0-9]{8}_[A-Za-z0-9]{24})`,
    ],
    remains:
      'keys whose prefix is a word as well, which need their digits counted, stay: ATBB, LTAI, secret_, oy2, EAA, tvly-, csk-, rpa_, ico-, cio, sl., API-',
  },
};
