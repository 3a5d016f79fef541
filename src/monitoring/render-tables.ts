import { alertName } from './alert-name.ts';
import { alerts } from './alerts.generated.ts';
import { METRICS } from './catalogue/index.ts';
import { dashboards } from './dashboards.generated.ts';
import type { Metric } from './metric.ts';

const cell = (text: string): string => text.replaceAll('|', '\\|');

export const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [heads, heads.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');

/** The dashboards by those who look at them, for docs/monitoring.md. */
export const renderDashboardTable = (): string =>
  table(
    ['dashboard', 'for', 'shows'],
    dashboards.map(({ title, audience, description }) => [title, audience, description]),
  );

/** The alerts, for docs/monitoring.md. */
export const renderAlertTable = (): string =>
  table(
    ['alert', 'severity', 'team', 'means'],
    alerts.map((alert) => [
      `[${alertName(alert)}](runbooks/${alert.id}.md)`,
      alert.severity,
      alert.team,
      alert.runbook.meaning,
    ]),
  );

/** Every metric of the catalogue, for docs/metrics.md. */
export const renderMetricTable = (): string =>
  table(
    ['metric in Prometheus', 'type', 'unit', 'labels', 'from', 'what'],
    Object.values<Metric>(METRICS).map((metric) => [
      `\`${metric.prometheusName}\``,
      metric.type,
      metric.unit,
      metric.labels.join(', '),
      metric.origin,
      metric.when ? `${metric.description} There when ${metric.when}.` : metric.description,
    ]),
  );
