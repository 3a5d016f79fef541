// https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/pkg/stanza/operator/helper/bytesize.go

import type { View } from '../view.ts';

const SIZE = /^(\d+\.?\d*)\s*(?:([kKmMgGtTpP])(i?)[bB])?$/;
const PREFIXES = 'kmgtp';

/** Bytes of a text such as `1MiB`; undefined where it is none. */
export const parseByteSize = (text: string): number | undefined => {
  const [whole, number, prefix = '', binary] = SIZE.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const power = prefix === '' ? 0 : PREFIXES.indexOf(prefix.toLowerCase()) + 1;
  return Math.trunc(Number(number) * (binary ? 1024 : 1000) ** power);
};

/** Bytes of a value that is written as a number or as a text; 0 where there is none, and NaN where it is no size. */
export const bytesOf = (view: View, key: string): number => {
  const { node } = view.at(key);
  const isText = node?.kind === 'scalar' && typeof node.value === 'string';
  return isText ? (parseByteSize(view.text(key)) ?? Number.NaN) : view.number(key);
};

/** Of one record that comes over TCP, the least that `max_log_size` may be. */
export const MIN_LOG_BYTES = 64 * 1024;
