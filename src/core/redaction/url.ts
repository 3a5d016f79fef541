import { isSensitiveKey, SENSITIVE_PARAMETERS } from './keys.ts';
import { REDACTED, type TextRedactor } from './text.ts';

const sensitiveParameters = new Set(SENSITIVE_PARAMETERS);

/** How often a value may be URL-encoded and still be looked into. */
const MAX_DECODINGS = 3;

const decodeOnce = (value: string): string => {
  if (!value.includes('%') && !value.includes('+')) return value;
  try {
    return decodeURIComponent(value.replaceAll('+', ' '));
  } catch {
    return value;
  }
};

/** Whether the rules find something in the value as it is, or in any of its decoded forms. */
const isFound = (value: string, redactText: TextRedactor): boolean => {
  let current = value;
  for (let i = 0; i <= MAX_DECODINGS; i++) {
    if (redactText(current) !== current) return true;
    const decoded = decodeOnce(current);
    if (decoded === current) return false;
    current = decoded;
  }
  return false;
};

const redactParameter = (parameter: string, redactText: TextRedactor): string => {
  const equals = parameter.indexOf('=');
  if (equals < 0) return isFound(parameter, redactText) ? REDACTED : parameter;
  const name = parameter.slice(0, equals);
  const value = parameter.slice(equals + 1);
  if (value === '' || value === REDACTED) return parameter;
  const key = decodeOnce(name).toLowerCase();
  if (isSensitiveKey(key) || sensitiveParameters.has(key)) return `${name}=${REDACTED}`;
  if (isFound(parameter, redactText)) return `${isFound(name, redactText) ? REDACTED : name}=${REDACTED}`;
  return parameter;
};

/** A query string or a fragment; some instrumentations leave the `?` or `#` in front of it. */
export const redactQuery = (query: string, redactText: TextRedactor): string => {
  const mark = query[0] === '?' || query[0] === '#' ? query[0] : '';
  let changed = false;
  const parts = query
    .slice(mark.length)
    .split('&')
    .map((parameter) => {
      const clean = redactParameter(parameter, redactText);
      changed ||= clean !== parameter;
      return clean;
    });
  return changed ? mark + parts.join('&') : query;
};

const redactSegment = (segment: string, redactText: TextRedactor): string => {
  const clean = redactText(segment);
  return clean === segment && isFound(segment, redactText) ? REDACTED : clean;
};

/** Scheme, authority and path. Path segments are looked at one by one, in their decoded forms too. */
const redactPath = (path: string, redactText: TextRedactor): string => {
  const clean = redactText(path);
  if (!clean.includes('%')) return clean;
  return clean
    .split('/')
    .map((segment) => redactSegment(segment, redactText))
    .join('/');
};

/** A whole URL, a path with a query, or a path alone. Returns the same string where there is nothing to hide. */
export const redactUrl = (url: string, redactText: TextRedactor): string => {
  const hash = url.indexOf('#');
  const beforeHash = hash < 0 ? url : url.slice(0, hash);
  const question = beforeHash.indexOf('?');
  const path = question < 0 ? beforeHash : beforeHash.slice(0, question);

  let clean = redactPath(path, redactText);
  if (question >= 0) clean += `?${redactQuery(beforeHash.slice(question + 1), redactText)}`;
  if (hash >= 0) clean += `#${redactQuery(url.slice(hash + 1), redactText)}`;
  return clean === url ? url : clean;
};
