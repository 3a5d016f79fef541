import type { Fault } from './fault.ts';
import { meaningOf, shapeOfMessage } from './message-shape.ts';
import { readStack } from './stack-frames.ts';

/**
 * The place and its two nearest callers. More callers tell one fault that is met on several ways apart into many
 * groups, fewer put the faults of a helper into one.
 */
const MAX_FRAMES = 3;

/** FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/, over UTF-16 units. */
const fnv1a = (text: string, offset: number): string => {
  let hash = offset;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
};

/** 64 bits, of two sums that begin differently: enough to tell a million groups apart. */
const hashOf = (text: string): string => fnv1a(text, 0x811c9dc5) + fnv1a(text, 0x9747b28c);

const placesOf = (stack: string): readonly string[] => {
  const places: string[] = [];
  for (const { origin, isMinified, functionName, file } of readStack(stack)) {
    if (origin !== 'application' || isMinified) continue;
    const place = `${functionName}@${file}`;
    // A recursion of any depth is one place.
    if (places.at(-1) !== place) places.push(place);
    if (places.length === MAX_FRAMES) break;
  }
  return places;
};

const keyOf = (fault: Fault): string => {
  const { type, code = '', message, stack = '', cause } = fault;
  const places = placesOf(stack);
  const said = meaningOf(type, message) ?? shapeOfMessage(message);
  return [type, code, said, ...places, ...(cause ? ['caused by', keyOf(cause)] : [])].join('\n');
};

/**
 * The group that a fault belongs to: 16 hexadecimal digits, made of its class, its message without what changes from
 * one occurrence to the next, and the application's innermost frames without lines, folders and hashes. It is the same
 * in Node and in browsers, and from one release to the next as long as functions and files keep their names; minified
 * frames have none to keep, and are left out.
 */
export const fingerprintOf = (fault: Fault): string => hashOf(keyOf(fault));

/** Where a fault came from, for a person: `priceOf (src/basket.js)`; undefined where no frame is the application's. */
export const placeOf = ({ stack = '', cause }: Fault): string | undefined => {
  const own = readStack(stack).find(({ origin }) => origin === 'application');
  if (own) return own.functionName === '' ? own.file : `${own.functionName} (${own.file})`;
  return cause && placeOf(cause);
};
