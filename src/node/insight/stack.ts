import { type CallSite, callSiteOf } from '../../core/errors/call-site.ts';

/** Frames: drivers and their wrappers take most of V8’s ten. */
const STACK_DEPTH = 30;

/** Holds a stack that V8 writes only when it is read. */
export interface Stack {
  stack?: string;
}

/** @param above the function whose caller is the first frame */
export const captureStack = (above: (...args: never[]) => unknown): Stack => {
  const holder: Stack = {};
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = STACK_DEPTH;
  Error.captureStackTrace(holder, above);
  Error.stackTraceLimit = limit;
  return holder;
};

const OWN_FOLDER = import.meta.url.slice(0, import.meta.url.lastIndexOf('/dist/') + '/dist/'.length);
const OWN_PATH = OWN_FOLDER.replace(/^file:\/\//, '');
const isOwn = (file: string): boolean => file.startsWith(OWN_FOLDER) || file.startsWith(OWN_PATH);

/** Where in the application a stack leads to. */
const siteOf = (holder: Stack | undefined): CallSite | undefined =>
  holder?.stack === undefined ? undefined : callSiteOf(holder.stack, isOwn);

/** Where something was asked: on the way to the driver, and where a pool was asked for the connection. */
export interface Stacks {
  readonly own: Stack;
  readonly pool: Stack | undefined;
}

export const siteOfStacks = (stacks: Stacks | undefined): CallSite | undefined => {
  const own = siteOf(stacks?.own);
  if (own?.place !== undefined) return own;
  const pool = siteOf(stacks?.pool);
  if (pool?.place !== undefined || own === undefined) return pool;
  return { packages: [...own.packages, ...(pool?.packages ?? [])] };
};

/** A place costs a few microseconds. */
const MAX_PLACES_A_SECOND = 100;
let second = 0;
let places = 0;

/** Where something is done, unless many such places were taken in the same second. */
export const captureWithinBudget = (above: (...args: never[]) => unknown): Stack | undefined => {
  const now = Math.floor(performance.now() / 1_000);
  if (now !== second) {
    second = now;
    places = 0;
  }
  return places++ < MAX_PLACES_A_SECOND ? captureStack(above) : undefined;
};
