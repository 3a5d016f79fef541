import { checkExpectation } from '../../../src/collector/case/check/check.ts';
import type { Failure } from '../../../src/collector/case/check/failure.ts';
import { createIds } from '../../../src/collector/case/input/ids.ts';
import { requestsOf } from '../../../src/collector/case/input/requests.ts';
import { type Output, readReceived } from '../../../src/collector/case/output/received.ts';
import { readCases } from '../../../src/collector/case/parse/case-file.ts';

const baseNanos = 1_700_000_000_000_000_000n;

/** An output, and what it got: inputs of the case by their index, or requests as they are. */
export interface Given {
  readonly output: Output;
  readonly inputs?: readonly number[];
  readonly requests?: readonly unknown[];
}

/** What is wrong where the inputs of a case come out as they went in, or not at all. */
export const failuresOf = (text: string, given: readonly Given[]): readonly Failure[] => {
  const { cases, problems } = readCases({ name: 'a.yaml', text });
  const [own] = cases;
  if (problems.length > 0 || !own?.expect) throw new Error(problems.map(({ message }) => message).join('\n'));
  const ids = createIds('a');
  const bodies = own.input.map((each) =>
    requestsOf(each, { ids, baseNanos }).map(({ body }) => JSON.parse(body) as unknown),
  );
  const received = given.map(({ output, inputs = [], requests = [] }) =>
    readReceived(
      { output, requests: [...inputs.flatMap((index) => bodies[index] ?? []), ...requests] },
      { ...ids, baseNanos },
    ),
  );
  return checkExpectation(own.expect, received, ids);
};

/** Failures as lines: message, and each difference. */
export const linesOf = (failures: readonly Failure[]): readonly string[] =>
  failures.flatMap(({ message, differences }) => [
    ...message.split('\n'),
    ...differences.map(({ path, expected, received }) => `${path}: ${expected} | ${received}`),
  ]);
