import type { LintRule } from './rule.ts';
import { rules } from './rules.generated.ts';

const fence = (text: string): string => `\`\`\`yaml\n${text.trimEnd()}\n\`\`\``;

const section = ({
  id,
  severity,
  source,
  summary,
  why,
  good,
  bad,
  fixed,
  isRefused,
  options,
}: LintRule): string =>
  [
    `## ${id}`,
    `${summary[0]?.toUpperCase()}${summary.slice(1)}. Otherwise: ${severity}${fixed === undefined ? '' : ', which `--fix` repairs'}.`,
    why,
    ...(options ? [`Checked with \`--memory\` alone, here \`--memory ${options.memoryMib}Mi\`.`] : []),
    ...(isRefused ? ['The Collector refuses it as well; the rule is here for its fix.'] : []),
    `Found${bad.includes('# here') ? ' at the line with `# here`' : ''}:`,
    fence(bad),
    ...(fixed === undefined ? ['Right:', fence(good)] : ['After `--fix`:', fence(fixed)]),
    `Source: <${source}>`,
  ].join('\n\n');

/** The sections of all rules, for docs/collector-lint.md. */
export const renderLintRules = (): string => {
  const rows = rules.map(
    ({ id, severity, summary, fixed }) =>
      `| [${id}](#${id}) | ${severity} | ${fixed === undefined ? '' : 'yes'} | ${summary} |`,
  );
  const table = ['| rule | severity | fix | what is right |', '|---|---|---|---|', ...rows].join('\n');
  return [table, ...rules.map(section)].join('\n\n');
};
