import type { Backend, BackendSignal } from './backend.ts';
import { backends } from './backends.generated.ts';
import { SETTINGS, type SettingKey, type Settings } from './table.ts';

const SIGNALS: readonly BackendSignal[] = ['traces', 'metrics', 'logs'];

const nameOf = (key: SettingKey): string => `\`${SETTINGS[key].name}\``;

/** A setting as it stands in a URL or a header: its default, or the name of its variable. */
const placeholderOf = (key: SettingKey): unknown => {
  const { name, default: value } = SETTINGS[key];
  return value ?? `<${name}>`;
};

/** Settings that show where each value goes. */
const placeholders = (): Settings =>
  Object.fromEntries(
    (Object.keys(SETTINGS) as SettingKey[]).map((key) => [key, placeholderOf(key)]),
  ) as Settings;

/** An encoded pair or a part of a DSN cannot be shown by its variable's name. */
const HEADERS_IN_WORDS: Readonly<Record<string, string>> = {
  'grafana-cloud': '`authorization: Basic` and the instance and token, encoded',
  sentry: '`x-sentry-auth: sentry sentry_key=` and the key of the DSN',
};
const URLS_IN_WORDS: Readonly<Record<string, string>> = {
  sentry: 'the host of the DSN, `/api/<project>/integration/otlp/v1/traces`',
};

const urlOf = (backend: Backend, settings: Settings): string =>
  URLS_IN_WORDS[backend.id] ?? `\`${backend.url('traces', settings)}\``;

const headersOf = (backend: Backend, settings: Settings): string =>
  HEADERS_IN_WORDS[backend.id] ??
  [
    ...new Set(
      backend.signals.flatMap((signal) =>
        Object.entries(backend.headers(signal, settings)).map(([name, value]) => `\`${name}: ${value}\``),
      ),
    ),
  ].join('<br>');

const rowOf = (backend: Backend, settings: Settings): string => {
  const signals = SIGNALS.filter((signal) => backend.signals.includes(signal)).join(', ');
  const cells = [
    `\`${backend.id}\``,
    backend.needs.map(nameOf).join(', '),
    backend.takes.map(nameOf).join(', '),
    signals,
    urlOf(backend, settings),
    headersOf(backend, settings),
    backend.temporality,
    backend.compression,
  ];
  return `| ${cells.join(' | ')} |`;
};

/** What the table says of each backend, and where it was taken from, as Markdown. */
export const renderBackendTable = (): string => {
  const settings = placeholders();
  return [
    '| `BINNACLE_BACKEND` | needs | takes | signals | URL, for traces | headers | metrics are | compression |',
    '|---|---|---|---|---|---|---|---|',
    ...backends.map((backend) => rowOf(backend, settings)),
    '',
    '### Sources, and what they do not say',
    '',
    ...backends.flatMap(({ title, sources, unverified }) => [
      `- ${title}: ${sources.map((source) => `<${source}>`).join(', ')}.${unverified ? ` ${unverified}` : ''}`,
    ]),
  ].join('\n');
};
