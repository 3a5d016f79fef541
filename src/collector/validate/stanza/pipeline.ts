// How the operators of a log receiver hang together:
// https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/v0.155.0/pkg/stanza/pipeline

import type { Finding } from '../type-rule.ts';
import type { View } from '../view.ts';

interface Output {
  readonly id: string;
  /** Where it is written; undefined where the next operator is meant. */
  readonly at?: readonly (string | number)[];
}

interface Operator {
  readonly type: string;
  id: string;
  outputs: readonly Output[];
  readonly at: readonly (string | number)[];
}

const EMITTER = 'batching_log_emitter';

/** They take records in, and none from another operator. */
const isInput = ({ type }: Operator): boolean => /_input$|^(?:stdin|namedpipe)$/.test(type);
/** They pass nothing on. */
const isEnd = ({ type }: Operator): boolean => /_output$|^stdout$/.test(type) || type === EMITTER;

const outputsAt = (
  view: View,
  at: readonly (string | number)[],
  ...keys: readonly string[]
): readonly Output[] => view.texts(...keys).map((id) => ({ id, at: [...at, ...keys] }));

const outputsOf = (view: View, at: readonly (string | number)[]): readonly Output[] =>
  view.text('type') === 'router'
    ? [
        ...view
          .items('routes')
          .flatMap((route, index) => outputsAt(route, [...at, 'routes', index], 'output')),
        ...outputsAt(view, at, 'default'),
      ]
    : outputsAt(view, at, 'output');

const readOperator = (view: View, at: readonly (string | number)[]): Operator => {
  const type = view.text('type');
  return { type, id: view.text('id') || type, outputs: outputsOf(view, at), at };
};

/** Those with no name of their own get a number from the second of their type on. */
const nameOperators = (operators: readonly Operator[]): void => {
  const counts = new Map<string, number>();
  for (const operator of operators) {
    if (operator.type !== operator.id) continue;
    let count = counts.get(operator.type) ?? 0;
    if (count > 0) {
      while (operators.some(({ id }) => id === `${operator.type}${count}`)) count++;
      operator.id = `${operator.type}${count}`;
    }
    counts.set(operator.type, count + 1);
  }
};

/** Each passes on to the next, unless it says where to. */
const connect = (operators: Operator[]): void => {
  for (const [index, operator] of [...operators].entries()) {
    if (operator.outputs.length > 0 || isEnd(operator)) continue;
    const isLast = index === operators.length - 1;
    if (isLast) operators.push({ type: EMITTER, id: EMITTER, outputs: [], at: [] });
    const next = operators[index + 1];
    if (operator.type !== 'router' && next) operator.outputs = [{ id: next.id }];
  }
};

/** Whether what an operator passes on can come back to it. */
const isInCycle = (start: Operator, byId: ReadonlyMap<string, Operator>): boolean => {
  const seen = new Set<string>();
  const waiting = start.outputs.map(({ id }) => id);
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (id === start.id) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    waiting.push(...(byId.get(id)?.outputs ?? []).map((output) => output.id));
  }
  return false;
};

/** Faults of the operators of a receiver, and of itself as the first of them. */
export function* checkPipeline(receiver: View): Iterable<Finding> {
  const input = readOperator(receiver, []);
  const items = receiver.items('operators');
  for (const [index, { node }] of items.entries())
    if (node?.kind === 'scalar' && node.value === null)
      yield receiver.fault(
        'is empty, at which the Collector panics; expected an operator',
        'operators',
        index,
      );
  const written = items.map((operator, index) => readOperator(operator, ['operators', index]));
  // Without a type it is no operator, which is said elsewhere.
  if (written.some(({ type }) => type === '')) return;
  const operators = [input, ...written];
  nameOperators(operators);
  connect(operators);
  const byId = new Map<string, Operator>();
  for (const operator of operators) {
    if (byId.has(operator.id))
      yield receiver.fault(`"${operator.id}" is the id of another operator too`, ...operator.at, 'id');
    else byId.set(operator.id, operator);
  }
  for (const operator of operators.filter((each) => !isEnd(each)))
    for (const { id, at } of operator.outputs) {
      const place = at ?? operator.at;
      const output = byId.get(id);
      const known = written.map((each) => each.id).join(', ') || 'none';
      if (!output) yield receiver.fault(`"${id}" is the id of no operator; known: ${known}`, ...place);
      else if (output === input || isInput(output))
        yield receiver.fault(`"${id}" takes records in, and none from another operator`, ...place);
    }
  const circle = operators.find((operator) => isInCycle(operator, byId));
  const place = circle?.outputs.find(({ at }) => at)?.at ?? circle?.at;
  if (circle && place)
    yield receiver.fault(`what "${circle.id}" passes on comes back to it; expected no circle`, ...place);
}
