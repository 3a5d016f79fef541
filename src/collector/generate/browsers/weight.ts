import { quote } from '../redaction/ottl.ts';

/** The share of its sessions that a page keeps, from above 0 to 1; of the resource. Without it all are kept. */
const SAMPLE_RATE = 'browser.session.sample_rate';

/** How many records of all sessions one of a kept session stands for. Only metrics are made of it. */
const WEIGHT = 'browser.session.weight';

/** What a page says is not trusted far: one record counts for so many at most. */
const MOST_WEIGHT = 1000;

const rate = `resource.attributes[${quote(SAMPLE_RATE)}]`;
const cached = 'log.cache["rate"]';

/** What is no share is as if it were not said. */
export const weightStatements: readonly string[] = [
  `set(log.attributes[${quote(WEIGHT)}], 1.0)`,
  `set(${cached}, Double(${rate})) where ${rate} != nil`,
  `set(${cached}, ${1 / MOST_WEIGHT}) where ${cached} != nil and ${cached} > 0.0 and ${cached} < ${1 / MOST_WEIGHT}`,
  `set(log.attributes[${quote(WEIGHT)}], 1.0 / ${cached}) where ${cached} != nil and ${cached} > 0.0 and ${cached} <= 1.0`,
];

/** What a record of a kept session adds to a sum. */
export const weightValue = `Double(log.attributes[${quote(WEIGHT)}])`;
