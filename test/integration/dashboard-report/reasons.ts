import type { PanelModel } from '../../../src/monitoring/index.ts';
import { metricOf } from '../../monitoring/metric-names.ts';

/** Why a query may have nothing to show, by what is in it; the first that fits. */
const REASONS: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [/\bnode_[a-z]/, 'no node-exporter runs here'],
  [/\bslo:/, 'objectives are recorded every five minutes, and look back for days'],
  [
    /:(?:mean|upper)\b|offset (?:1d|7d|\d+h)|\[1?[0-9]*[dh]\] offset/,
    'it looks back an hour, a day or a week, and Prometheus is new',
  ],
  [/heartbeat/, 'no job reports a heartbeat'],
  [/\bALERTS\b/, 'no alert has waited long enough to fire'],
  [/error_type=~/, 'nothing has failed'],
  [/documentLoad/, 'no page sends anything'],
  [/predict_linear/, 'it needs a history'],
];

/** Why a panel is empty on a stack that has just begun; undefined where nothing explains it. */
export const reasonFor = ({ targets = [] }: PanelModel): string | undefined => {
  const text = targets.map(({ expr }) => expr ?? '').join('\n');
  const found = REASONS.find(([pattern]) => pattern.test(text));
  if (found) return found[1];
  for (const name of text.match(/[a-z_][a-z_0-9]+/g) ?? []) {
    const when = metricOf.get(name)?.when;
    if (when) return `only when ${when}`;
  }
  return undefined;
};
