import type { Alert, Runbook } from './alert.ts';
import { alertName } from './alert-name.ts';

const list = (items: readonly string[]): string =>
  items.map((item, index) => `${index + 1}. ${item}`).join('\n');

interface RunbookPage {
  readonly title: string;
  /** How bad it is and where the rule stands. */
  readonly about: string;
  readonly runbook: Runbook;
  readonly condition: string;
  readonly source: string;
}

/** At the end: Prometheus serves the page, and takes what begins with such a comment for HTML. */
const writtenFrom = (source: string): string => `<!-- Written by \`npm run generate\` from ${source}. -->`;

export const renderRunbookPage = ({ title, about, runbook, condition, source }: RunbookPage): string => {
  const { meaning, checks, firstActions } = runbook;
  return `# ${title}

${about}

## Meaning

${meaning}

## Checks

${list(checks)}

## First actions

${list(firstActions)}

## Condition

\`\`\`promql
${condition}
\`\`\`

${writtenFrom(source)}
`;
};

/** The alert's page in docs/runbooks. */
export const renderRunbook = (alert: Alert): string =>
  renderRunbookPage({
    title: alertName(alert),
    about: `Severity ${alert.severity}, after ${alert.for}; over after ${alert.keepFiringFor} without it. Rule: [${alert.id}.yaml](../../prometheus/rules/${alert.id}.yaml).`,
    runbook: alert.runbook,
    condition: alert.when.promql,
    source: `src/monitoring/alerts/${alert.id}.ts`,
  });
