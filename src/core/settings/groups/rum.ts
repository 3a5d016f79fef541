import { optional, setting } from '../setting.ts';
import { anyText, boolean, number } from '../value-types.ts';

/** `binnacle/web` reads those that begin with `RUM_` from `<meta>` tags of their names, or from its option `env`. */
export const rum = {
  serverTiming: setting(
    'BINNACLE_SERVER_TIMING',
    boolean,
    false,
    'tells pages their trace: answers to requests for HTML get a header `Server-Timing: traceparent`, which `binnacle/web` joins',
  ),
  rumEnabled: setting('RUM_ENABLED', boolean, true, '`false` in a page: nothing is watched'),
  rumApiKey: optional(
    'RUM_API_KEY',
    anyText,
    'sent by pages as `x-api-key`; it names an application, and is as public as the page',
    { secret: true },
  ),
  rumApplicationId: optional(
    'RUM_APPLICATION_ID',
    anyText,
    'the resource attribute `rum.application.id` of a page',
  ),
  rumSampleRate: setting(
    'RUM_SAMPLE_RATE',
    number(0, 1),
    1,
    'the share of sessions that are kept; errors always are',
  ),
  rumSessionReplayEnabled: setting(
    'RUM_SESSION_REPLAY_ENABLED',
    boolean,
    false,
    'whether a page that has `binnacle/web/replay`, or the script tag, records sessions, masked',
  ),
} as const;
