import type { WebOptions } from '../options.ts';
import type { ReplayOptions } from '../replay/options.ts';

/** What the attributes of a tag say; `data-sample-rate` is `sampleRate` of `dataset`. */
export type TagData = Readonly<Record<string, string | undefined>>;

interface Kind {
  readonly expected: string;
  /** Undefined where the text is no such value. */
  readonly read: (text: string) => unknown;
}

const numberWithin = (expected: string, isWithin: (value: number) => boolean): Kind => ({
  expected,
  read: (text) => (text.trim() && isWithin(Number(text)) ? Number(text) : undefined),
});
const oneOf = (values: Readonly<Record<string, unknown>>): Kind => ({
  expected: Object.keys(values).filter(Boolean).join(' or '),
  read: (text) => (Object.hasOwn(values, text) ? values[text] : undefined),
});
const wordsOf = (text: string): string[] => text.split(/\s+/).filter(Boolean);

const TEXT: Kind = { expected: 'a text', read: (text) => text };
const ADDRESS: Kind = {
  expected: 'an address such as https://otel.shop.example, or a path such as /telemetry',
  read: (text) => (/^(?:https?:\/\/|\/)\S*$/i.test(text) ? text : undefined),
};
const SHARE = numberWithin('a number from 0 to 1', (value) => value >= 0 && value <= 1);
const AMOUNT = numberWithin('a number above 0', (value) => value > 0 && value < Number.POSITIVE_INFINITY);
/** As with attributes of HTML, to be there is to be true. */
const FLAG = oneOf({ true: true, false: false, '': true });
const WORDS: Kind = { expected: 'words', read: wordsOf };
/** Selectors with commas between them are one. */
const SELECTOR: Kind = { expected: 'a selector', read: (text) => [text] };

const WEB = {
  service: TEXT,
  endpoint: ADDRESS,
  version: TEXT,
  environment: TEXT,
  apiKey: TEXT,
  enabled: FLAG,
  sampleRate: SHARE,
  traceRate: SHARE,
  propagateTo: WORDS,
  propagateUnsampled: FLAG,
  ignoreUrls: WORDS,
  consent: oneOf({ granted: 'granted', required: 'required' }),
  globalPrivacyControl: FLAG,
  doNotTrack: FLAG,
  consoleErrors: FLAG,
  sessionInactivityMillis: AMOUNT,
  sessionMaxAgeMillis: AMOUNT,
  store: FLAG,
  viewBudgetMillis: AMOUNT,
  measures: FLAG,
  replay: FLAG,
} satisfies Partial<Record<keyof WebOptions, Kind>>;

const REPLAY = {
  sampleRate: SHARE,
  block: SELECTOR,
  unmask: SELECTOR,
  mask: SELECTOR,
  keepAttributes: WORDS,
  maxBytes: AMOUNT,
  maxMillis: AMOUNT,
  maxChangesPerSecond: AMOUNT,
  checkpointMillis: AMOUNT,
} satisfies Record<keyof ReplayOptions, Kind>;

/** Of what nobody can make sense of, the careful reading. */
const CAREFUL: Readonly<Record<string, unknown>> = {
  consent: 'required',
  enabled: false,
  replay: false,
  replaySampleRate: 0,
};

const attributeOf = (name: string): string =>
  `data-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** The options that a tag says, and `warn` of each that is no value of its kind; an empty text says nothing. */
export const tagOptions = (
  data: TagData,
  warn: (message: string) => void,
): { web: WebOptions; replay: ReplayOptions } => {
  const read = (kinds: Readonly<Record<string, Kind>>, prefix = ''): Record<string, unknown> => {
    const options: Record<string, unknown> = {};
    for (const [name, kind] of Object.entries(kinds)) {
      const key = prefix ? prefix + name.replace(/^./, (letter) => letter.toUpperCase()) : name;
      const text = data[key];
      if (text === undefined || (!text && kind !== FLAG)) continue;
      options[name] = kind.read(text) ?? CAREFUL[key];
      if (kind.read(text) === undefined)
        warn(`binnacle: ${attributeOf(key)}="${text}" is not understood; expected ${kind.expected}`);
      if (options[name] === undefined) delete options[name];
    }
    return options;
  };
  return { web: read(WEB), replay: read(REPLAY, 'replay') };
};
