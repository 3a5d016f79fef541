import { idsIn, isLoginCall } from './call-kind.ts';
import { totalMillisOf } from './groups.ts';
import { type Finding, isCall, type Operation } from './operation.ts';

const FEWEST = 3;
const LEAST_CALL_MILLIS = 20;
/** What asking for them together would spare. */
const LEAST_SPARED_MILLIS = 100;
/** Work between two calls may be what makes the second. */
const MAX_GAP_MILLIS = 10;

/** Only reads can change places. */
const READ = /^(?:GET|HEAD|QUERY) /;

const isCandidate = (operation: Operation): boolean =>
  isCall(operation) &&
  !operation.hasFailed &&
  READ.test(operation.statement) &&
  operation.endMillis - operation.startMillis >= LEAST_CALL_MILLIS &&
  operation.given !== undefined &&
  !isLoginCall(operation.given);

/** Whether all that a call names was known before the first of them: then none waits for the answer of another. */
const needsNoAnswer = ({ given = '' }: Operation, known: ReadonlySet<string>): boolean =>
  idsIn(given).every((id) => known.has(id));

const findingOf = (chain: readonly Operation[]): Finding | undefined => {
  const [operation] = chain;
  const isSameKind = new Set(chain.map(({ statement }) => statement)).size < chain.length;
  const total = totalMillisOf(chain);
  const longest = Math.max(...chain.map(({ startMillis, endMillis }) => endMillis - startMillis));
  if (!operation || chain.length < FEWEST || isSameKind || total - longest < LEAST_SPARED_MILLIS)
    return undefined;
  return { kind: 'serial_calls', operation, count: chain.length, totalMillis: total };
};

/**
 * Calls of different kinds, one right after the other, none of which can need the answer of another: at least three
 * reads whose ids were all in the request or in the first of them.
 *
 * @param operations in the order of their start
 * @param asked the URL of the request that asks, as far as it is known
 */
export const findSerialCalls = (operations: readonly Operation[], asked: string): readonly Finding[] => {
  const found: Finding[] = [];
  let chain: Operation[] = [];
  let known = new Set<string>();
  const end = (): void => {
    const finding = findingOf(chain);
    if (finding) found.push(finding);
    chain = [];
  };
  for (const operation of operations) {
    const before = chain.at(-1);
    const gap = before ? operation.startMillis - before.endMillis : 0;
    const follows = before !== undefined && gap >= 0 && gap <= MAX_GAP_MILLIS;
    if (isCandidate(operation) && follows && needsNoAnswer(operation, known)) {
      chain.push(operation);
      continue;
    }
    end();
    if (!isCandidate(operation)) continue;
    chain = [operation];
    known = new Set([...idsIn(asked), ...idsIn(operation.given ?? '')]);
  }
  end();
  return found;
};
