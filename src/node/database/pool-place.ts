import { type Context, context, createContextKey } from '@opentelemetry/api';
import { slowQueriesOrNone } from '../insight/slow-queries.ts';
import type { Stack } from '../insight/stack.ts';
import { statementIn } from './asked.ts';
import type { AnyFunction } from './replace-method.ts';

/** Where a pool was given a statement. */
interface PoolPlace {
  readonly stack: Stack;
  readonly given: string;
}

const POOL_PLACE = createContextKey('binnacle.pool_place');

/**
 * For a pool's `query`: it hands the statement to a connection later, out of sight of whoever asked, so the place is
 * taken here, where it may well be wanted.
 */
export const notingPlace = (query: AnyFunction): AnyFunction =>
  function (...args) {
    const given = statementIn(args[0]);
    const queries = slowQueriesOrNone();
    const stack = queries?.stacksOf(queries.knownOf(given))?.own;
    if (!stack) return query.apply(this, args);
    const place: PoolPlace = { stack, given };
    return context.with(context.active().setValue(POOL_PLACE, place), () => query.apply(this, args));
  };

/** Where a pool was given this statement; a connection may come in the context of whoever gave it back. */
export const poolPlaceOf = (asking: Context, given: string): Stack | undefined => {
  const place = asking.getValue(POOL_PLACE) as PoolPlace | undefined;
  return place?.given === given ? place.stack : undefined;
};
