import { isRecord, type Settings } from './effective.ts';
import { listAt, short, textAt } from './words.ts';

const VERBS: Readonly<Record<string, string>> = {
  insert: 'is set where it is not there',
  update: 'is changed where it is there',
  upsert: 'is set',
  delete: 'is removed',
  hash: 'is replaced by its hash',
  extract: 'is taken apart into attributes',
  convert: 'gets another type',
};

const actionText = (action: Settings): string => {
  const name = textAt(action, 'key') || `what matches ${textAt(action, 'pattern')}`;
  const verb = VERBS[textAt(action, 'action')] ?? `: ${textAt(action, 'action')}`;
  const source =
    textAt(action, 'from_attribute') ||
    (textAt(action, 'from_context') ? `the metadata ${textAt(action, 'from_context')}` : '');
  const value =
    action.value === undefined || action.value === null ? '' : ` to ${JSON.stringify(action.value)}`;
  return short(`${name} ${verb}${source ? ` from ${source}` : value}`);
};

/** Actions of the attributes and resource processors: https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/processor/attributesprocessor */
export const actionTexts = (settings: Settings, path: string): readonly string[] =>
  listAt(settings, path).filter(isRecord).map(actionText);
