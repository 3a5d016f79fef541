import { isRecord } from '../effective.ts';
import { type ComponentWords, counted, listAt, listText, textAt } from '../words.ts';

export const component: ComponentWords = {
  type: 'redaction',
  processors: ({ settings }) => {
    const count = (key: string): number => listAt(settings, key).length;
    const hash = textAt(settings, 'hash_function');
    const masked = hash ? `replaced by their hash (${hash})` : 'masked';
    const databases = Object.entries(isRecord(settings.db_sanitizer) ? settings.db_sanitizer : {})
      .filter(([, each]) => isRecord(each) && each.enabled === true)
      .map(([name]) => name);
    const all = settings.allow_all_keys === true;
    return {
      does: ['looks at keys and values of attributes, and at bodies of log records'],
      drops: all
        ? []
        : [`attributes that are not among ${counted(count('allowed_keys'), 'allowed key')} are removed`],
      changes: [
        ...(count('blocked_key_patterns') > 0
          ? [
              `values whose key matches one of ${counted(count('blocked_key_patterns'), 'pattern')} are ${masked}`,
            ]
          : []),
        ...(count('blocked_values') > 0
          ? [`parts of values that match one of ${counted(count('blocked_values'), 'pattern')} are ${masked}`]
          : []),
        ...(count('allowed_values') > 0
          ? [`values that match one of ${counted(count('allowed_values'), 'pattern')} stay as they are`]
          : []),
        ...(databases.length > 0 ? [`literals in statements of ${listText(databases)} are taken out`] : []),
        ...(isRecord(settings.url_sanitizer) && settings.url_sanitizer.enabled === true
          ? ['variable parts of URLs are taken out']
          : []),
      ],
    };
  },
};
