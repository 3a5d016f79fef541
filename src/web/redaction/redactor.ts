import type { WebRedactor } from '../options.ts';
import { RULES, SECRET_NAME } from './rules.ts';

const REDACTED = 'REDACTED';

/** Names of parameters and attributes whose values go, whatever they are. */
const SENSITIVE_NAME = new RegExp(
  `${SECRET_NAME}$|pass$|auth|cookie|[cx]srf|sess(?:ion)?[_-]?id$|(?:^|[._-])(?:jwt|sig|otp|pin|ssn|iban|cv[cv]2?|e-?mail)$|^(?:code|key|session|sid|state|awsaccesskeyid)$`,
  'i',
);

export const isSensitiveName = (name: string): boolean => SENSITIVE_NAME.test(name);

const redactText = (value: string): string => {
  let text = value;
  // Nothing is found in a text without any of these.
  if (/[@=:\d%]/.test(text))
    // Patterns have groups of their own, which are numbered from the start, so each is tried by itself.
    for (const [id, pattern, isOne] of RULES)
      text = text.replace(pattern, (match) => {
        const mark = `[${REDACTED}:${id}]`;
        if (!isOne) return mark;
        // The last groups may be of what comes behind a number.
        for (let end = match.length; end > 11; end = match.slice(0, end).search(/[ -][^ -]*$/))
          if (isOne(match.slice(0, end))) return mark + match.slice(end);
        return match;
      });
  return text;
};

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
};

/** Whether the value of a parameter has to go: for its name, for what is in it, or for a parameter in it. */
const isHidden = (parameter: string): boolean => {
  const text = decode(decode(decode(parameter)));
  for (const [, name] of text.matchAll(/[?&#;]([^=?&#;]+)=./g))
    if (isSensitiveName(name as string)) return true;
  return redactText(text) !== text;
};

/**
 * The compact redaction of the browser. What it finds it marks as the engine does; it knows fewer rules, and no
 * encodings but per cent signs in the parameters of a URL.
 */
export const compactRedactor: WebRedactor = {
  text: redactText,
  url: (url) =>
    redactText(
      url
        .replace(/^(mailto|tel|sms|data):.*/i, `$1:${REDACTED}`)
        .replace(/\/\/[^/?#@]*@/, `//[${REDACTED}:url-password]@`)
        .replace(/([?&#;][^=?&#;/]+=)[^&#;]+/g, (all, name) => (isHidden(all) ? name + REDACTED : all)),
    ),
};
