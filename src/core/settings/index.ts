export type { OtlpProtocol } from './groups/otlp.ts';
export { renderSettingsTable } from './render-settings-table.ts';
export {
  type Environment,
  type RedactText,
  type ResolvedSettings,
  resolveSettings,
  type SettingSource,
} from './resolve-settings.ts';
export type { Setting } from './setting.ts';
export { SETTINGS, type SettingKey, type Settings } from './table.ts';
