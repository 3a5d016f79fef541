import type { Shape } from '../../yaml/shape.ts';
import { KEY_LIST_ACTIONS } from '../effective-policy.ts';
import { NATIONAL_ID_COUNTRIES } from '../national-id-countries.ts';
import { type KeyLists, PRESET_IDS, REDACTION_ACTIONS } from '../policy.ts';

/** What an id may be, so that it can stand in a mark. */
const ID_PATTERN = '^[a-z][a-z0-9]{0,31}(-[a-z0-9]{1,31}){0,7}$';

const LIST_DOCS: Readonly<Record<keyof KeyLists, string>> = {
  allow: 'values that stay as they are; goes before all other lists',
  remove: 'values that go together with their keys',
  deny: 'values that are masked, whatever they look like',
  hash: 'values that become keyed hashes; masked where no key is set',
  partial: 'values of which the last four letters and digits stay',
  truncate: 'values that are cut: an IP address to its network, another text to its first three characters',
};

const action = (doc: string): Shape => ({ kind: 'choice', doc, values: REDACTION_ACTIONS });

/** @param ruleIds the rules that there are, without those of the file itself */
export const policyShape = (ruleIds: readonly string[]): Shape & { readonly kind: 'map' } => ({
  kind: 'map',
  doc: 'what Binnacle removes from telemetry before it leaves a process',
  entries: {
    preset: {
      kind: 'choice',
      doc: 'what the policy starts from; balanced where it is not given',
      values: PRESET_IDS,
    },
    rules: {
      kind: 'map',
      doc: 'what is done to what a rule finds, by the id of the rule',
      entries: Object.fromEntries(
        ruleIds.map((id) => [id, action(`what is done to what the rule ${id} finds`)]),
      ),
    },
    keys: {
      kind: 'map',
      doc: 'names of attributes, fields and headers; case and . _ - in them do not count, * is any number of characters',
      entries: Object.fromEntries(
        KEY_LIST_ACTIONS.map(([name]) => [
          name,
          {
            kind: 'list',
            doc: LIST_DOCS[name],
            item: { kind: 'text', doc: 'a name, or a part of one with *' },
          },
        ]),
      ),
    },
    nationalIds: {
      kind: 'map',
      doc: 'which numbers the rule national-id looks for',
      entries: {
        countries: {
          kind: 'list',
          doc: 'the countries whose numbers are looked for; all of them where it is not given',
          item: { kind: 'choice', doc: 'a country', values: NATIONAL_ID_COUNTRIES },
        },
      },
    },
    custom: {
      kind: 'list',
      doc: 'patterns of your own',
      item: {
        kind: 'map',
        doc: 'one pattern',
        required: ['id', 'pattern'],
        entries: {
          id: {
            kind: 'text',
            doc: 'lower-case letters, digits and -, as the mark will have it',
            pattern: ID_PATTERN,
          },
          pattern: {
            kind: 'text',
            doc: 'a regular expression with bounded repetition, without look-around and back-references; at most 256 characters match',
          },
          ignoreCase: { kind: 'boolean', doc: 'A and a are the same' },
          action: action('what is done to what it finds; mask where it is not given'),
        },
      },
    },
  },
});
