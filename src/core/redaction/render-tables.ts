import { presetFacts } from './preset-facts.generated.ts';
import { ruleFacts } from './rule-facts.generated.ts';

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** A source may say in brackets where in it to look. */
const link = (source: string): string => {
  const [url = '', ...where] = source.split(' ');
  return where.length > 0 ? `<${url}> ${where.join(' ')}` : `<${url}>`;
};

/** What each rule finds, where its format is specified, and what the Collector cannot do of it, as Markdown. */
export const renderRuleTable = (): string =>
  [
    '| rule | finds | the Collector | sources |',
    '|---|---|---|---|',
    ...Object.entries(ruleFacts).map(([id, { summary, sources, collector }]) => {
      const none = collector.patterns.length === 0 ? 'cannot do it: ' : '';
      const remains = collector.remains === undefined ? 'the same' : none + collector.remains;
      return `| \`${id}\` | ${cell(summary)} | ${cell(remains)} | ${cell(sources.map(link).join('<br>'))} |`;
    }),
  ].join('\n');

/** What each preset is for, as Markdown. */
export const renderPresetTable = (): string =>
  [
    '| preset | what it is | what it adds | sources |',
    '|---|---|---|---|',
    ...Object.entries(presetFacts).map(
      ([id, { summary, adds, sources }]) =>
        `| \`${id}\` | ${cell(summary)} | ${cell(adds)} | ${cell(sources.map(link).join('<br>'))} |`,
    ),
  ].join('\n');
