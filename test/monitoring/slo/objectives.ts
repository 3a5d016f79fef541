import type { Indicator, Slo } from '../../../src/monitoring/index.ts';
import { parseSelector } from '../../../src/monitoring/slo/parse-selector.ts';

/** An objective with what a test does not care about. */
export const objective = (given: Partial<Slo> = {}): Slo => ({
  id: 'orders',
  service: 'shop/orders',
  owner: 'payments',
  objective: 99.9,
  window: '30d',
  indicator: { kind: 'availability' },
  ...given,
});

/** A ratio of two counters. Throws where a selector has a fault. */
export const ratio = (bad: string, total: string): Indicator => {
  const [badCounter, totalCounter] = [bad, total].map((text) => {
    const parsed = parseSelector(text);
    if ('fault' in parsed) throw new Error(parsed.fault);
    return parsed.selector;
  });
  if (!badCounter || !totalCounter) throw new Error('no selector');
  return { kind: 'ratio', bad: badCounter, total: totalCounter };
};

/** The same by what is good. */
export const goodRatio = (good: string, total: string): Indicator => {
  const { bad, ...rest } = ratio(good, total) as Extract<Indicator, { bad: unknown }>;
  return { ...rest, good: bad };
};
