// The W3C trace state, as the SDK of Go reads it for policies and conditions.
// https://www.w3.org/TR/trace-context-1/#tracestate-header

const MAX_MEMBERS = 32;
const SIMPLE_KEY = '[a-z][a-z0-9_\\-*/]{0,255}';
const TENANT_KEY = '[a-z0-9][a-z0-9_\\-*/]{0,240}@[a-z][a-z0-9_\\-*/]{0,13}';
const KEY = new RegExp(`^(?:${SIMPLE_KEY}|${TENANT_KEY})$`);
const VALUE = /^[ -+\--<>-~]{0,255}[!-+\--<>-~]$/;

/** Its members in order; undefined where one of them is not valid. */
export const parseTraceState = (text: string): ReadonlyMap<string, string> | undefined => {
  const members = new Map<string, string>();
  for (const member of text.split(',')) {
    if (member === '') continue;
    const equals = member.indexOf('=');
    const key = member.slice(0, Math.max(equals, 0)).replace(/^[ \t]+/, '');
    const value = member.slice(equals + 1).replace(/[ \t]+$/, '');
    if (equals < 0 || !KEY.test(key) || !VALUE.test(value) || members.has(key)) return undefined;
    members.set(key, value);
    if (members.size > MAX_MEMBERS) return undefined;
  }
  return members;
};
