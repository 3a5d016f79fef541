import type { AnyFunction } from '../database/replace-method.ts';

let isQuery = false;

/** Whether a pool itself asks for a connection, for a statement that it was given. */
export const isPoolQuery = (): boolean => isQuery;

/** A pool's method for statements, which takes its connection before it returns. */
export const markingQuery = (query: AnyFunction): AnyFunction =>
  function (...args) {
    isQuery = true;
    try {
      return query.apply(this, args);
    } finally {
      isQuery = false;
    }
  };
