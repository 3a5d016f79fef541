import { pick } from '../../random.ts';
import { between, digits, type Random } from './digits.ts';

const padded = (number: number, length: number): string => String(number).padStart(length, '0');

/** An SSN, or an ITIN in its place. */
export const ssn = (random: Random): string => {
  const serial = padded(between(1, 9999, random), 4);
  if (random() < 0.1)
    return `${between(900, 999, random)}-${pick([50, 65, 70, 88, 90, 92, 94, 99], random)}-${serial}`;
  const area = between(1, 899, random);
  return `${padded(area === 666 ? 667 : area, 3)}-${padded(between(1, 99, random), 2)}-${serial}`;
};

/** Areas, groups and serials that are not given out. */
export const brokenSsn = (random: Random): string =>
  pick(
    [
      `000-${digits(2, random)}-${digits(4, random)}`,
      `666-${digits(2, random)}-${digits(4, random)}`,
      `9${digits(2, random)}-${pick(['00', '12', '49', '66', '89', '93'], random)}-${digits(4, random)}`,
      `123-00-${digits(4, random)}`,
      '123-45-0000',
    ],
    random,
  );
