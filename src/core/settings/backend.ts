import type { SettingKey, Settings } from './table.ts';

export type BackendSignal = 'traces' | 'metrics' | 'logs';

/** What is known of a vendor that takes OTLP by itself. All of them take `http/protobuf`. */
export interface Backend {
  /** The value of `BINNACLE_BACKEND`; equals the file's name. */
  readonly id: string;
  readonly title: string;
  /** The vendor's pages that this was taken from. */
  readonly sources: readonly string[];
  /** What those pages do not say, or say of a preview; undefined where they say it all. */
  readonly unverified?: string;
  /** The settings without which nothing can be sent. */
  readonly needs: readonly SettingKey[];
  /** The settings that may be given. */
  readonly takes: readonly SettingKey[];
  readonly signals: readonly BackendSignal[];
  readonly temporality: Settings['temporalityPreference'];
  readonly compression: Settings['otlpCompression'];
  /** The whole URL; undefined where the settings do not say where to. */
  url(signal: BackendSignal, settings: Settings): string | undefined;
  headers(signal: BackendSignal, settings: Settings): Readonly<Record<string, string>>;
}

/** The path that OTLP has by itself, behind what the vendor puts before it. */
export const withStandardPath = (base: string, signal: BackendSignal): string =>
  `${base.replace(/\/+$/, '')}/v1/${signal}`;
