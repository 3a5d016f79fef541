import { nearest } from '../../core/nearest.ts';
import { isTimeZone, timeZones } from './local-time.ts';
import { parseMatchers } from './matchers/parse-matchers.ts';
import { parseTimeOfDay } from './read-time-interval.ts';
import { receiverTypes } from './receivers.generated.ts';
import type { QuietHours, ReceiverOf, Routing } from './routing.ts';

interface PlacedFault {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

const unknown = (what: string, name: string, known: readonly string[]): string => {
  const meant = nearest(name, known);
  const hint = meant === undefined ? '' : `did you mean "${meant}"? `;
  return `there is no ${what} "${name}"; ${hint}${known.length > 0 ? `there are ${known.join(', ')}` : 'there are none'}`;
};

function* checkReceiver(name: string, receiver: ReceiverOf, hasMail: boolean): Generator<PlacedFault> {
  const path = ['receivers', name];
  const [first, second] = Object.keys(receiver);
  if (second !== undefined)
    yield {
      path: [...path, second],
      message: `a second service beside ${first}; expected one, and two receivers in the team's list`,
    };
  const settings = receiver[first ?? ''];
  if (first === 'email' && !hasMail)
    yield {
      path,
      message:
        'needs "mail" with the server: mail: { from: alerts@example.com, server: mail.example.com:587 }',
    };
  if (first !== 'slack' || !settings) return;
  if ((settings.urlFile === undefined) === (settings.tokenFile === undefined))
    yield { path: [...path, 'slack'], message: 'expected one of urlFile and tokenFile' };
  else if (settings.tokenFile !== undefined && settings.channel === undefined)
    yield { path: [...path, 'slack'], message: 'a bot needs the channel, such as channel: "#payments"' };
}

const isDate = (text: string): boolean => {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
};

function* checkQuietHours(
  name: string,
  { timeZone, days, from, to, dates }: QuietHours,
): Generator<PlacedFault> {
  const path = ['quietHours', name];
  if (!isTimeZone(timeZone)) {
    const meant = nearest(timeZone, timeZones());
    yield {
      path: [...path, 'timeZone'],
      message: `"${timeZone}" is no time zone; ${meant === undefined ? 'expected one such as Europe/Berlin' : `did you mean "${meant}"?`}`,
    };
  }
  if ((from === undefined) !== (to === undefined))
    yield { path, message: 'has one of "from" and "to"; expected both, or none for the whole day' };
  if (from !== undefined && to !== undefined && parseTimeOfDay(from) === parseTimeOfDay(to))
    yield {
      path: [...path, 'to'],
      message: `"${to}" is the same as "from"; without both it is the whole day`,
    };
  if (from === '24:00')
    yield { path: [...path, 'from'], message: '"24:00" is the end of a day; expected "00:00"' };
  if (days !== undefined && dates !== undefined)
    yield { path: [...path, 'dates'], message: 'stands beside "days"; expected one of both' };
  for (const [index, date] of (dates ?? []).entries())
    if (!isDate(date))
      yield { path: [...path, 'dates', index], message: `"${date}" is no day of the calendar` };
}

function* checkTeams({ teams, receivers, quietHours = {}, watchdog }: Routing): Generator<PlacedFault> {
  for (const [team, { page, ticket = [], quietHours: quiet = [] }] of Object.entries(teams)) {
    for (const [key, names] of [
      ['page', page],
      ['ticket', ticket],
    ] as const)
      for (const [index, name] of names.entries()) {
        const path = ['teams', team, key, index];
        if (!(name in receivers)) yield { path, message: unknown('receiver', name, Object.keys(receivers)) };
        if (names.indexOf(name) < index) yield { path, message: `"${name}" is in the list already` };
        if (name === watchdog)
          yield { path, message: `"${name}" is the receiver of the watchdog, which hears of nothing else` };
      }
    for (const [index, name] of quiet.entries())
      if (!(name in quietHours))
        yield {
          path: ['teams', team, 'quietHours', index],
          message: unknown('quiet hours', name, Object.keys(quietHours)),
        };
  }
}

/** What the shapes of the values do not say. */
export function* checkRouting(routing: Routing): Generator<PlacedFault> {
  const { teams, receivers, defaultTeam, watchdog, mail, quietHours = {}, inhibit = [] } = routing;
  const teamNames = Object.keys(teams);
  if (teamNames.length === 0) yield { path: ['teams'], message: 'is empty; expected one team or more' };
  if (defaultTeam === undefined && teamNames.length > 1)
    yield {
      path: [],
      message: `"defaultTeam" is missing: which team gets what belongs to none, one of ${teamNames.join(', ')}?`,
    };
  if (defaultTeam !== undefined && !teamNames.includes(defaultTeam))
    yield { path: ['defaultTeam'], message: unknown('team', defaultTeam, teamNames) };
  for (const [name, receiver] of Object.entries(receivers))
    yield* checkReceiver(name, receiver, mail !== undefined);
  for (const [name, hours] of Object.entries(quietHours)) yield* checkQuietHours(name, hours);
  yield* checkTeams(routing);
  if (watchdog !== undefined) {
    if (!(watchdog in receivers))
      yield { path: ['watchdog'], message: unknown('receiver', watchdog, Object.keys(receivers)) };
    else if (Object.keys(receivers[watchdog] ?? {}).length === 0)
      yield {
        path: ['watchdog'],
        message: `"${watchdog}" has no service; expected one of ${receiverTypes.map(({ id }) => id).join(', ')}`,
      };
  }
  if (mail && (mail.username === undefined) !== (mail.passwordFile === undefined))
    yield { path: ['mail'], message: 'has one of "username" and "passwordFile"; expected both, or none' };
  for (const [index, rule] of inhibit.entries())
    for (const key of ['while', 'mute'] as const)
      try {
        parseMatchers(rule[key]);
      } catch (error) {
        yield { path: ['inhibit', index, key], message: (error as Error).message };
      }
}
