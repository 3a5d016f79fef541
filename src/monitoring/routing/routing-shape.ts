import type { Shape } from '../../core/yaml/shape.ts';
import { WEEKDAYS } from './read-time-interval.ts';
import { inClearText, plainText, secretFile } from './receiver-shapes.ts';
import { receiverTypes } from './receivers.generated.ts';

const NAME = '^[A-Za-z0-9_.@/-]{1,100}$';
const TIME = '^(?:(?:[01]\\d|2[0-3]):[0-5]\\d|24:00)$';
const DAY = `(?:${WEEKDAYS.join('|')})`;
/** https://prometheus.io/docs/prometheus/latest/configuration/configuration/#configuration-file */
const DURATION =
  '^(?=\\d)(?!0(?:ms|[smhdwy])?$)(?:\\d+w)?(?:\\d+d)?(?:\\d+h)?(?:\\d+m)?(?:\\d+s)?(?:\\d+ms)?$';

const text = (doc: string, pattern: string): Shape => ({ kind: 'text', doc, pattern });
const list = (doc: string, item: Shape): Shape => ({ kind: 'one-or-more', doc, item });
const map = (
  doc: string,
  entries: Readonly<Record<string, Shape>>,
  required: readonly string[] = [],
): Shape => ({
  kind: 'map',
  doc,
  entries,
  required,
});
const record = (doc: string, item: Shape): Shape => ({ kind: 'record', doc, pattern: NAME, item });

const name = (of: string): Shape => text(`the name of ${of}`, NAME);
const label = text('the name of a label', '\\S');
const duration = (doc: string): Shape => text(`a duration such as 15s or 4h: ${doc}`, DURATION);

const grouping = map('which alerts make one notification, and when it is sent', {
  by: list('labels; alerts that have the same values make one notification', label),
  wait: duration('how long the first notification waits for more alerts'),
  interval: duration('how long a notification of news in the group waits after the one before'),
  repeat: duration('after which time a notification is sent again'),
});

const team = map(
  'who is told',
  {
    page: list('receivers of critical alerts', name('a receiver')),
    ticket: list('receivers of warnings; those of pages otherwise', name('a receiver')),
    quietHours: list('when warnings are not sent; pages always are', name('quiet hours')),
    services: list(
      'services (label service) that the team owns, with * for anything',
      text('a service such as shop/orders or shop/*', '^[^\\s"{}\\\\]+$'),
    ),
    grouping,
  },
  ['page'],
);

const receiver = map(
  'one service that takes notifications; {} shows alerts on the page of Alertmanager alone',
  Object.fromEntries(
    receiverTypes.map(({ id, doc, entries, required }) => [id, map(doc, entries, required)]),
  ),
);

const quietHours = map(
  'times in which warnings are not sent',
  {
    timeZone: text('a time zone such as Europe/Berlin', '\\S'),
    days: list(
      'days; every day otherwise',
      text('a day or days such as saturday or monday:friday', `^${DAY}(?::${DAY})?$`),
    ),
    from: text('a time such as "18:00"', TIME),
    to: text('a time such as "08:00", of the next day where it is before "from"', TIME),
    dates: list('single days', text('a date such as "2026-12-24"', '^\\d{4}-\\d{2}-\\d{2}$')),
  },
  ['timeZone'],
);

const mail = map(
  'the server that e-mail goes through',
  {
    from: plainText('the sender, such as alerts@example.com', '^[^{}]*[^\\s@{}]+@[^\\s@{}]+$'),
    server: text(
      'host and port, such as mail.example.com:587',
      '^(?:[A-Za-z0-9.-]+|\\[[0-9a-fA-F:]+\\]):\\d{1,5}$',
    ),
    username: text('the name to log in with', '\\S'),
    passwordFile: secretFile('the password'),
    password: inClearText('passwordFile'),
    tls: { kind: 'boolean', doc: 'false for a server without STARTTLS' },
  },
  ['from', 'server'],
);

const inhibit = map(
  'while one alert fires, others are not sent',
  {
    while: text('matchers such as alertname="DatabaseDown"', '\\S'),
    mute: text('matchers such as service=~"shop/.*"', '\\S'),
    same: list('labels that have to be the same on both', label),
  },
  ['while', 'mute'],
);

/** What routing.yaml may have. */
export const routingShape: Shape & { readonly kind: 'map' } = {
  kind: 'map',
  doc: 'who is told of what, and when',
  entries: {
    teams: record('names of teams: the label team of alerts', team),
    defaultTeam: name('the team that gets what belongs to no other'),
    receivers: record('names of receivers', receiver),
    mail,
    quietHours: record('names of quiet hours', quietHours),
    grouping,
    watchdog: name('the receiver that hears every minute that alerts get through'),
    inhibit: list('rules of your own', inhibit),
    builtInInhibition: { kind: 'boolean', doc: 'false leaves out the rules that come with the alerts' },
  },
  required: ['teams', 'receivers'],
};
