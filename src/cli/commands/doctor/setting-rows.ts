import type { SettingSource } from '../../../core/settings/index.ts';
import { SETTING_GROUPS, type SettingKey, type Settings } from '../../../core/settings/table.ts';
import { MASK } from './mask.ts';
import type { SettingRow } from './result.ts';

/** Of other parts than the one inside a program. */
const ELSEWHERE = new Set(['Embedded backend', 'Compose file', 'Retention', 'Alerts']);

/** Of this command itself. */
const OWN: SettingKey = 'doctorFolder';

/** Of a secret only the names inside are shown. */
const masked = (value: unknown): unknown => {
  if (value === undefined) return null;
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.keys(value).map((key) => [key, MASK]))
    : MASK;
};

/** The settings of a program in the order of the documentation, secrets masked. */
export const settingRows = (
  settings: Settings,
  sources: Readonly<Partial<Record<string, SettingSource>>>,
): readonly SettingRow[] =>
  SETTING_GROUPS.filter(({ title }) => !ELSEWHERE.has(title)).flatMap((group) =>
    Object.entries(group.settings)
      .filter(([key]) => key !== OWN)
      .map(([key, { name, secret }]) => {
        const value = settings[key as SettingKey];
        const source = sources[key];
        return {
          name,
          value: secret ? masked(value) : (value ?? null),
          from: source?.from ?? 'default',
          ...(source?.name !== undefined && source.name !== name && { source: source.name }),
        };
      }),
  );
