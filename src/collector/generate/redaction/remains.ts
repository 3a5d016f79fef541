import { isPossible } from './actions.ts';
import type { CollectorRedaction } from './policy.ts';
import { isForKeys } from './rule-guards.ts';

/** What the SDK does and the Collector does not, in words for users. */
export interface Remains {
  /** The rule that it is about; `*` where it is about all. */
  readonly rule: string;
  readonly what: string;
}

/** Of every policy, by a name that vectors refer to. */
export const GENERAL_REMAINS = {
  links: 'attributes and trace state of span links stay as they are: no processor reaches them',
  exemplars: 'attributes of exemplars stay as they are: no processor reaches them',
  lists:
    'a list or a map that is an attribute becomes a text where something is found in it, with **** in its place; under a sensitive key inside of it only the values that a rule finds go',
  'body-numbers':
    'in a body that is a map or a list, whole numbers become decimals where something was found in it',
  'body-text':
    'a body that is a map or a list becomes a text where a rule takes more than one string of it, or where it cannot be read again',
  'body-keys': 'inside a body, the value of a sensitive key goes even where it is empty',
  decoded: 'what is URL-encoded more than the patterns say, or base64url, is not looked into',
  digits: 'digits of other scripts and in full width are not read as digits',
  parameters:
    'a parameter of a URL is found by its name as it is written, and not by the name that it decodes to; where a list of keys has the name, it is masked, whatever the list, and keys.allow is for attributes alone',
  'key-names':
    'a name in a list of keys has separators where the list writes them or a capital letter, and nowhere else: employeeid is no employee_id',
  'key-ways':
    'inside of a body or of a list or map that is an attribute, a key is known by its own name and not by the way to it: user: { id } is no user.id; a URL in there is a text, whose parameters are not known by lists of keys',
  sql: 'statements: rows of literals are not collapsed, and blanks and quotes stay as they are written; digits in names become ? in spans; one with an escaped quote loses all behind its first quote, in spans where db.system.name is not one of MySQL, MariaDB, PostgreSQL and SQLite; of Redis each word and each line counts as an argument',
  'search-urls':
    'URLs of calls to Elasticsearch, OpenSearch and CouchDB: what ends a path and stands behind no endpoint stays, as do fragments and what has no name',
  names: 'metrics: names, descriptions and units stay as they are',
} as const;

export type GeneralRemains = keyof typeof GENERAL_REMAINS;

const ACTION_REMAINS = {
  partial:
    'four stars take the place of what goes, however long it was; of five to seven letters and digits two stay',
  truncate:
    'an address in a form with :: loses all behind its third group or stays a text of three characters',
  hash: 'it is hashed as it is written, not in its normal form: the same as the SDK’s hash only where it is written so; masked in lists and maps',
} as const;

const KEY_REMAINS: Readonly<Record<string, string>> = {
  hash: '; a value is hashed as it is written and not in its normal form, true, false and nothing too',
  partial:
    '; four stars take the place of what goes, however long it was; of five to seven letters and digits two stay',
};

const remainsOfRule = (redaction: CollectorRedaction, id: string): readonly string[] => {
  const patterns = redaction.rules.filter((rule) => rule.id === id);
  const { remains } = redaction.facts[id]?.collector ?? {};
  const impossible = patterns.find((rule) => !isPossible(rule));
  const action = patterns[0]?.action;
  return [
    ...(remains ? [remains] : []),
    ...(impossible
      ? [`masked, because the Collector cannot ${impossible.action} what stands beside text that stays`]
      : []),
    ...(!impossible && (action === 'partial' || action === 'truncate' || action === 'hash')
      ? [ACTION_REMAINS[action]]
      : []),
  ];
};

/** What the Collector cannot do of a policy: by rule, then what is the same for all rules. */
export const remainsOf = (redaction: CollectorRedaction): readonly Remains[] => {
  const ids = [...new Set([...redaction.active, ...redaction.rules.map(({ id }) => id)])].sort();
  const unnamed = ids.filter((id) => redaction.rules.some((rule) => rule.id === id && !isForKeys(rule)));
  const nested = redaction.keys.flatMap(({ action }) =>
    action === 'remove' || action === 'hash' || action === 'partial' || action === 'truncate' ? [action] : [],
  );
  return [
    ...ids.flatMap((rule) => remainsOfRule(redaction, rule).map((what) => ({ rule, what }))),
    ...Object.values(GENERAL_REMAINS).map((what) => ({ rule: '*', what })),
    ...(unnamed.length > 0
      ? [
          {
            rule: '*',
            what: `names of attributes are not searched, because of the time, for: ${unnamed.join(', ')}`,
          },
        ]
      : []),
    ...[...new Set(nested)].map((action) => ({
      rule: '*',
      what: `keys.${action} is for attributes; inside a body, the values of such keys are masked${KEY_REMAINS[action] ?? ''}`,
    })),
  ];
};
