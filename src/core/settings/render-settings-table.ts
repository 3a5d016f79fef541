import type { Setting } from './setting.ts';
import { SETTING_GROUPS } from './table.ts';

const renderDefault = (value: unknown): string => {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.length > 0 ? `\`${value.join(',')}\`` : '';
  if (typeof value === 'object' && value !== null) return '';
  return `\`${String(value)}\``;
};

const renderRow = (row: Setting<unknown>): string => {
  const names = [row.name, ...row.aliases].map((name) => `\`${name}\``).join(', ');
  const type = row.unit ? `${row.type.accepts}, in ${row.unit}` : row.type.accepts;
  const doc = row.notYet ? `${row.doc} (accepted, not in use yet)` : row.doc;
  return `| ${names} | ${type} | ${renderDefault(row.default)} | ${doc} |`;
};

/** All settings as Markdown tables, a group each. */
export const renderSettingsTable = (): string =>
  SETTING_GROUPS.map(({ title, settings }) =>
    [
      `#### ${title}`,
      '',
      '| variable | accepts | default | meaning |',
      '|---|---|---|---|',
      ...Object.values(settings).map(renderRow),
      '',
    ].join('\n'),
  ).join('\n');
