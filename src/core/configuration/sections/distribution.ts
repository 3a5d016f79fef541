import { docker, up } from '../../settings/groups/stack.ts';
import { SETTINGS, type SettingKey } from '../../settings/index.ts';
import type { Setting } from '../../settings/setting.ts';
import { type Decoder, ignoreUnknown, mapped, object } from '../decode.ts';
import type { ExporterSettings } from '../plan.ts';
import { settingOf } from './setting-of.ts';

const PREFIX = 'BINNACLE_';

/** Of other programs than the service. */
const ELSEWHERE: ReadonlySet<string> = new Set([...Object.keys(up), ...Object.keys(docker)]);

const ROWS = Object.entries(SETTINGS)
  .filter(([key, { name }]) => name.startsWith(PREFIX) && !ELSEWHERE.has(key))
  .map(([key, row]) => ({
    setting: key as SettingKey,
    key: row.name.slice(PREFIX.length).toLowerCase(),
    row: row as Setting<unknown>,
  }))
  // The file names the exporters itself.
  .filter(({ key }) => key !== 'backend');

/** The keys of `distribution.binnacle`: each is a `BINNACLE_*` variable in small letters. */
export const DISTRIBUTION_KEYS: readonly { readonly key: string; readonly row: Setting<unknown> }[] = ROWS;

const binnacle: Decoder<ExporterSettings> = mapped(
  object(Object.fromEntries(ROWS.map(({ key, row }) => [key, settingOf(row)]))),
  (own) =>
    Object.fromEntries(
      ROWS.flatMap(({ key, setting }) => (own[key] === undefined ? [] : [[setting, own[key]]])),
    ),
);

export const distribution: Decoder<ExporterSettings> = mapped(
  object({ binnacle }, ignoreUnknown),
  (own) => own.binnacle ?? {},
);
