import { isUnreadableYaml, type YamlStyle } from '../go/yaml-writer.ts';
import type { Schema } from '../schema/schema.ts';
import { presentType } from './present-type.ts';

const CONFIG = 'receiver/prometheusreceiver.PromConfig';

/**
 * Types that Prometheus reads from YAML by itself, and so in other ways than the Collector: any scalar is a string, and
 * some objects are written as a string.
 */
const YAML_ROOTS = new Set([
  CONFIG,
  'receiver/prometheusreceiver/internal/targetallocator.PromHTTPClientConfig',
  'receiver/prometheusreceiver/internal/targetallocator.PromHTTPSDConfig',
]);

/** Objects that are read by code of their own. */
const ANY_FORM = new Set(['github.com/prometheus/common/config.ProxyHeader']);

export const isYamlRoot = (type: string): boolean => YAML_ROOTS.has(presentType(type));

/** Objects that are written as another kind of value. */
const WRITTEN_AS: Readonly<Record<string, Schema>> = {
  'github.com/prometheus/prometheus/model/labels.Labels': { kind: 'map', items: { kind: 'string' } },
  'github.com/prometheus/common/config.URL': { kind: 'string' },
  'github.com/prometheus/common/config.Headers': {
    kind: 'map',
    items: { kind: 'ref', ref: 'github.com/prometheus/common/config.Header' },
  },
};

export const writtenAs = (type: string | undefined): Schema | undefined =>
  type === undefined ? undefined : WRITTEN_AS[type];

export const hasAnyForm = (type: string | undefined): boolean => type !== undefined && ANY_FORM.has(type);

/** In milliseconds: https://pkg.go.dev/github.com/prometheus/common/model#ParseDuration */
const UNITS = [
  ['y', 365 * 86_400_000],
  ['w', 7 * 86_400_000],
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
  ['ms', 1],
] as const;
const DURATION = new RegExp(`^(?=\\d)${UNITS.map(([unit]) => `(?:(\\d+)${unit})?`).join('')}$`);

/** Milliseconds, or undefined where Prometheus would not read it. */
export const parsePrometheusDuration = (text: string): number | undefined => {
  if (text === '0') return 0;
  const parts = DURATION.exec(text);
  return parts === null
    ? undefined
    : UNITS.reduce((sum, [, millis], index) => sum + Number(parts[index + 1] ?? 0) * millis, 0);
};

const SIZE = /^(?:0|\d+(?:[KMGTPE]i?)?B)$/;

const LABEL = 'github.com/prometheus/common/model.LabelName';
const SECRET = 'github.com/prometheus/common/config.Secret';

/**
 * The configuration is written as YAML once more before Prometheus reads it, by code that leaves quotes away: a text can
 * be taken for something else. The target allocator's is read by the code that wrote it.
 */
const isMisread = (goType: string | undefined, text: string, root: string, style: YamlStyle): boolean =>
  root === CONFIG
    ? isUnreadableYaml(text, style) ||
      // Labels stand within brackets there.
      (goType === LABEL && isUnreadableYaml(text, 'flow')) ||
      // A secret is written by itself, and then as it is.
      (goType === SECRET && text.includes('\n'))
    : text.startsWith('? ');

/** What is expected in the place of a text that Prometheus reads, or nothing where it is right. */
export const expectedYaml = (
  goType: string | undefined,
  text: string,
  root: string,
  style: YamlStyle,
): string | undefined => {
  if (isMisread(goType, text, root, style))
    return goType === LABEL
      ? 'the name of a label without [, {, ? and line breaks, which the receiver writes without quotes'
      : 'a text that can stand without quotes, as the receiver writes it for Prometheus: no ? and space or tab in front, no tab after a colon, no control characters';
  if (goType?.endsWith('model.Duration') && parsePrometheusDuration(text) === undefined)
    return 'a duration with its unit, such as 30s';
  if (goType?.endsWith('units.Base2Bytes') && !SIZE.test(text)) return 'a size with its unit, such as 10MB';
  return undefined;
};

/** The same of a key of a map that has any keys. */
export const isMisreadKey = (key: string, root: string): boolean =>
  root === CONFIG && isUnreadableYaml(key, 'key');
