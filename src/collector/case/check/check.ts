import type { Place } from '../../document/node.ts';
import type { Expectation, Named, OutputExpectation, WholeExpectation } from '../case.ts';
import type { Ids } from '../input/ids.ts';
import { isNamed, outputText, type Received } from '../output/received.ts';
import type { Failure } from './failure.ts';
import { checkItems, counted } from './items.ts';
import { checkNowhere, traceNames } from './nowhere.ts';
import { showItem } from './show.ts';

const MAX_LISTED = 10;

const arrivedOf = (traceId: string, received: readonly Received[]): ReadonlySet<string> =>
  new Set(received.flatMap(({ spans }) => [...(spans.get(traceId) ?? [])]));

const fail = (place: Place, message: string, mayComeTrue: boolean): Failure => ({
  place,
  message,
  differences: [],
  mayComeTrue,
});

/** The traces of a name: `a`, and with `repeat` also `a 2`, `a 3` … are named one by one. */
const sentOf = ({ name }: Named, ids: Ids): readonly [id: string, sent: ReadonlySet<string>] | undefined => {
  const id = ids.traceId(name);
  const sent = ids.sent.get(id);
  return sent && [id, sent];
};

const checkKept = (trace: Named, received: readonly Received[], ids: Ids): readonly Failure[] => {
  const found = sentOf(trace, ids);
  const known = [...ids.sent.keys()].map((id) => ids.traces.get(id) ?? id).slice(0, MAX_LISTED);
  if (!found)
    return [fail(trace.place, `kept: no trace "${trace.name}" was sent; sent: ${known.join(', ')}`, false)];
  const [id, sent] = found;
  const arrived = arrivedOf(id, received);
  const missing = [...sent].filter((span) => !arrived.has(span));
  if (missing.length === 0) return [];
  const others = traceNames(received, ids.traces).slice(0, MAX_LISTED);
  const came = others.length > 0 ? `; received traces: ${others.join(', ')}` : '; no trace was received';
  return [
    fail(
      trace.place,
      missing.length === sent.size
        ? `trace "${trace.name}": expected it kept, it was dropped${came}`
        : `trace "${trace.name}": expected it kept, ${missing.length} of its ${sent.size} spans did not come out`,
      true,
    ),
  ];
};

const checkDropped = (trace: Named, received: readonly Received[], ids: Ids): readonly Failure[] => {
  const found = sentOf(trace, ids);
  if (!found) return [fail(trace.place, `dropped: no trace "${trace.name}" was sent`, false)];
  const [id, sent] = found;
  const arrived = arrivedOf(id, received).size;
  const at = received.filter(({ spans }) => spans.has(id)).map(({ output }) => outputText(output));
  return arrived === 0
    ? []
    : [
        fail(
          trace.place,
          `trace "${trace.name}": expected it dropped, ${arrived} of its ${sent.size} spans came out at ${at.join(', ')}`,
          false,
        ),
      ];
};

const checkWhole = (
  { kept, dropped, nowhere }: WholeExpectation,
  received: readonly Received[],
  ids: Ids,
): readonly Failure[] => [
  ...kept.flatMap((trace) => checkKept(trace, received, ids)),
  ...dropped.flatMap((trace) => checkDropped(trace, received, ids)),
  ...nowhere.flatMap((text) => checkNowhere(text, received)),
];

const checkOutput = (
  expectation: OutputExpectation,
  all: readonly Received[],
  ids: Ids,
): readonly Failure[] => {
  const { output, items, nothing } = expectation;
  const received = all.filter((each) => isNamed(each.output, output.name));
  if (received.length === 0) {
    const known = all.map((each) => outputText(each.output)).join(', ');
    return [
      fail(
        output.place,
        `outputs: there is no exporter or pipeline "${output.name}" that data leaves by; there are: ${known}`,
        false,
      ),
    ];
  }
  const failures = items.flatMap((item) =>
    checkItems(
      item,
      received.filter((each) => each.output.signal === item.signal).flatMap((each) => each.items),
    ).map((failure) => ({ ...failure, message: `${output.name}, ${item.signal}: ${failure.message}` })),
  );
  const came = nothing ? received.filter((each) => each.items.length > 0) : [];
  return [
    ...failures,
    ...checkWhole(expectation, received, ids).map((failure) => ({
      ...failure,
      message: `${output.name}: ${failure.message}`,
    })),
    ...came.map((each) =>
      fail(
        output.place,
        `${output.name}: expected nothing, received ${counted(each.items.length, each.output.signal)}: ${showItem(each.items[0] ?? {})}`,
        false,
      ),
    ),
  ];
};

/** Everything in which what came out is not what is expected. */
export const checkExpectation = (
  expectation: Expectation,
  received: readonly Received[],
  ids: Ids,
): readonly Failure[] => [
  ...checkWhole(expectation, received, ids),
  ...expectation.outputs.flatMap((output) => checkOutput(output, received, ids)),
];

/** Whether something is expected not to come, so that only time can tell. */
export const expectsAbsence = ({ dropped, nowhere, outputs }: Expectation): boolean =>
  dropped.length > 0 ||
  nowhere.length > 0 ||
  outputs.some(
    (output) =>
      output.nothing ||
      output.dropped.length > 0 ||
      output.nowhere.length > 0 ||
      output.items.some(
        ({ exactly, absent, count, contain }) =>
          exactly !== undefined ||
          absent.length > 0 ||
          count !== undefined ||
          contain.some((one) => one.count),
      ),
  );
