import type { Alertmanager, Decision, Delivery, Inhibition, Labels } from '../../../monitoring/index.ts';
import type { Io } from '../../io.ts';
import { createStyle } from '../../style.ts';

const shownLabels = (labels: Labels): string =>
  Object.entries(labels)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(', ');

const whenNot = ({ mutedBy, isInactive }: Delivery): string | undefined => {
  if (mutedBy.length > 0) return `not sent now: quiet hours ${mutedBy.join(', ')}`;
  return isInactive ? 'not sent now: outside of its active times' : undefined;
};

const sourceText = ({ rule, source, equal }: Inhibition): string => {
  const same = Object.entries(equal).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return `${rule}: an alert with ${source}${same.length > 0 ? `, and ${same.join(', ')}` : ''}`;
};

/** One alert: each receiver with the way to it, then what could keep it silent. */
export const showDecision = (decision: Decision, { services }: Alertmanager, io: Io): string => {
  const style = createStyle(io);
  const lines = [style.bold(`{${shownLabels(decision.labels)}}`)];
  for (const delivery of decision.deliveries) {
    const kinds = services.get(delivery.receiver) ?? [];
    const kind = kinds.length > 0 ? kinds.join(', ') : "no service: shown on Alertmanager's page alone";
    const { wait, interval, repeat } = delivery.timing;
    lines.push(`→ ${style.good(delivery.receiver)} (${kind})`);
    lines.push(`    path     ${['root', ...delivery.path].join(' › ')}`);
    lines.push(
      `    grouped  by ${delivery.groupBy.join(', ') || 'nothing'}; waits ${wait}, news after ${interval}, again after ${repeat}`,
    );
    const not = whenNot(delivery);
    if (not !== undefined) lines.push(`    ${style.warn(not)}`);
    else if (delivery.intervals.length > 0)
      lines.push(`    sent now; ${delivery.intervals.join(', ')} would tell otherwise`);
  }
  for (const each of decision.inhibitedBy) lines.push(style.warn(`silent now by ${sourceText(each)}`));
  const others = decision.canBeInhibitedBy.filter(
    ({ rule }) => !decision.inhibitedBy.some((now) => now.rule === rule),
  );
  for (const each of others) lines.push(style.dim(`silent while there is ${sourceText(each)}`));
  return `${lines.join('\n')}\n`;
};

const rowOf = (decision: Decision): readonly string[] => {
  const { labels, deliveries, inhibitedBy, canBeInhibitedBy } = decision;
  const receivers = deliveries.map(
    (delivery) => `${delivery.receiver}${whenNot(delivery) === undefined ? '' : ' (quiet)'}`,
  );
  const rules = canBeInhibitedBy.map(({ rule }) => rule);
  return [
    labels.alertname ?? '',
    labels.severity ?? '',
    labels.team ?? '',
    receivers.join(', '),
    inhibitedBy.length > 0 ? `now: ${inhibitedBy.map(({ rule }) => rule).join(', ')}` : rules.join(', '),
  ];
};

const HEADS = ['alert', 'severity', 'team', 'goes to', 'can be silenced by'];

/** A line for each alert. */
export const showMatrix = (decisions: readonly Decision[], io: Io): string => {
  const style = createStyle(io);
  const rows = [HEADS, ...decisions.map(rowOf)];
  const widths = HEADS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row, index) => {
      const line = row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd();
      return `${index === 0 ? style.bold(line) : line}\n`;
    })
    .join('');
};
