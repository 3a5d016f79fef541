import type { Position } from '../../core/yaml/parse.ts';
import { fail, type Reader, readNumber, readText, shown, type Value } from '../../core/yaml/read-node.ts';
import { errorBudget } from './slo.ts';
import { highestErrorBudget, type SloWindow } from './windows.ts';

/** In names of files and of groups of rules. */
const ID = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
const MAX_ID_LENGTH = 50;

const percent = (ratio: number): string => `${Number((ratio * 100).toPrecision(4))}%`;

/** Where in a file its objectives have their ids. */
export type IdPlaces = Map<string, Position>;

export const readId = (reader: Reader, value: Value | undefined, places: IdPlaces): string | undefined => {
  const id = readText(reader, value, 'small letters, digits and hyphens, such as orders-availability', ID);
  if (id === undefined || !value) return undefined;
  if (id.length > MAX_ID_LENGTH)
    return fail(reader, value, `has ${id.length} characters; at most ${MAX_ID_LENGTH} are possible`);
  const other = places.get(id);
  if (other)
    return fail(
      reader,
      value,
      `${shown(id)} is the id of another objective, at ${other.line}:${other.column}; expected one of its own`,
    );
  places.set(id, reader.positionOf(value.node as never));
  return id;
};

export const readObjective = (
  reader: Reader,
  value: Value | undefined,
  window: SloWindow | undefined,
  given?: number,
): number | undefined => {
  const objective = given ?? readNumber(reader, value, 'per cent as a number, such as 99.9');
  if (objective === undefined || !value) return undefined;
  if (objective > 0 && objective < 1)
    return fail(
      reader,
      value,
      `${objective} is a share; expected per cent: ${Number((objective * 100).toPrecision(10))}`,
    );
  if (objective <= 0 || objective >= 100)
    return fail(
      reader,
      value,
      `${objective} leaves no error budget to measure; expected more than 0 and less than 100, such as 99.9`,
    );
  if (!window) return objective;
  const budget = errorBudget({ objective });
  const highest = highestErrorBudget(window);
  if (budget < highest) return objective;
  return fail(
    reader,
    value,
    `${objective} leaves an error budget of ${percent(budget)}; with a window of ${window} the page could never fire, even ` +
      `where everything fails. Expected a budget of less than ${percent(highest)}: an objective above ${Number((100 * (1 - highest)).toFixed(2))}`,
  );
};
