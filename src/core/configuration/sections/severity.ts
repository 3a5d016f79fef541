import type { Settings } from '../../settings/index.ts';
import { type Decoder, mapped, oneOf } from '../decode.ts';

/** https://opentelemetry.io/docs/specs/otel/logs/data-model/#displaying-severity */
const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;
const NAMES = LEVELS.flatMap((level) => [level, `${level}2`, `${level}3`, `${level}4`] as const);

/** The number of a severity, from 1 to 24. */
export const severity: Decoder<number> = mapped(oneOf(NAMES), (name) => NAMES.indexOf(name) + 1);

const DIAGNOSTICS: readonly Settings['logLevel'][] = ['verbose', 'debug', 'info', 'warn', 'error', 'error'];

/** How much is said on standard error from a severity on. */
export const logLevel: Decoder<Settings['logLevel']> = mapped(
  severity,
  (number) => DIAGNOSTICS[Math.floor((number - 1) / 4)],
);
