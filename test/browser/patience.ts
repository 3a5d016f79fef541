// How long tests with a browser take at most: a machine that has much else to do takes ten times as long as one without.
import { jest } from '@jest/globals';

/** Longest wait for anything; who waits says what it was. */
export const PATIENCE_MILLIS = 40_000;

// Of each test, which waits for several things.
jest.setTimeout(3 * PATIENCE_MILLIS);
