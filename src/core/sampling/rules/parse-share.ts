import type { Share } from '../sampler-choice.ts';

const AMOUNT = /^(\d{1,9}(?:\.\d{1,12})?)(%|\/s|\/min)?$/;

/** Completes "expected …". */
export const SHARE_EXPECTED =
  'a share from 0 to 1, a percentage such as 5%, or a rate such as 10/s or 30/min';

/** `0.1`, `10%`, `5/s`, `30/min`; undefined where it is none of them. */
export const parseShare = (text: string): Share | undefined => {
  const [, digits = '', unit] = AMOUNT.exec(text) ?? [];
  if (digits === '') return undefined;
  const amount = Number(digits);
  if (unit === '/s' || unit === '/min') {
    if (amount === 0) return { kind: 'ratio', ratio: 0 };
    return { kind: 'rate', perSecond: unit === '/s' ? amount : amount / 60 };
  }
  const ratio = unit === '%' ? amount / 100 : amount;
  return ratio <= 1 ? { kind: 'ratio', ratio } : undefined;
};
