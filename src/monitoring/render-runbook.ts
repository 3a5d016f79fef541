import type { Alert } from './alert.ts';
import { alertName } from './render-alerts.ts';

const list = (items: readonly string[]): string =>
  items.map((item, index) => `${index + 1}. ${item}`).join('\n');

/** At the end: Prometheus serves the page, and takes what begins with such a comment for HTML. */
const writtenFrom = ({ id }: Alert): string =>
  `<!-- Written by \`npm run generate\` from src/monitoring/alerts/${id}.ts. -->`;

/** The alert's page in docs/runbooks. */
export const renderRunbook = (alert: Alert): string => {
  const { meaning, checks, firstActions } = alert.runbook;
  return `# ${alertName(alert)}

Severity ${alert.severity}, after ${alert.for}. Rule: [${alert.id}.yaml](../../prometheus/rules/${alert.id}.yaml).

## Meaning

${meaning}

## Checks

${list(checks)}

## First actions

${list(firstActions)}

## Condition

\`\`\`promql
${alert.when.promql}
\`\`\`

${writtenFrom(alert)}
`;
};
