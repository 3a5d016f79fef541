// Files routing.yaml that are valid, the same ones for the same seed.
import { receiverTypes } from '../../../src/monitoring/index.ts';
import { createRandom, pick } from '../../core/random.ts';

type Random = () => number;

const some = <T>(values: readonly T[], random: Random): T[] => {
  const chosen = values.filter(() => random() < 0.4);
  return chosen.length > 0 ? chosen : [pick(values, random)];
};

const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe'];
const DAYS = [
  'monday',
  'saturday',
  'sunday',
  'monday:friday',
  'friday:monday',
  'saturday:sunday',
  'sunday:saturday',
];
const TIMES = ['00:00', '06:30', '08:00', '18:00', '23:59'];
const DURATIONS = ['15s', '2m', '1h30m', '1d', '500ms'];

const quietHours = (random: Random): object => {
  const from = pick(TIMES, random);
  const to = pick(
    TIMES.filter((time) => time !== from),
    random,
  );
  return {
    timeZone: pick(ZONES, random),
    ...(random() < 0.6 && { from, to }),
    ...(random() < 0.5
      ? { days: some(DAYS, random) }
      : random() < 0.5 && { dates: ['2026-12-24', '2028-02-29'] }),
  };
};

const grouping = (random: Random): object => ({
  ...(random() < 0.5 && { by: some(['alertname', 'job', 'größe', 'a b'], random) }),
  ...(random() < 0.5 && { wait: pick(DURATIONS, random) }),
  ...(random() < 0.5 && { interval: pick(DURATIONS, random) }),
  ...(random() < 0.5 && { repeat: pick(DURATIONS, random) }),
});

const numbered = (prefix: string, most: number, random: Random): string[] =>
  Array.from({ length: 1 + Math.floor(random() * most) }, (_, index) => `${prefix}${index}`);

/** As data; JSON is YAML. */
export const randomRouting = (seed: number): object => {
  const random = createRandom(seed);
  const receivers = numbered('receiver-', 6, random);
  const hours = numbered('hours-', 3, random);
  const teams = numbered('team/', 4, random);
  const withWatchdog = random() < 0.5;
  return {
    teams: Object.fromEntries(
      teams.map((team) => [
        team,
        {
          page: some(receivers, random),
          ...(random() < 0.6 && { ticket: some(receivers, random) }),
          ...(random() < 0.6 && { quietHours: some(hours, random) }),
          ...(random() < 0.4 && { services: some(['shop/orders', 'shop/*', 'a.b(c)|d', '*'], random) }),
          ...(random() < 0.3 && { grouping: grouping(random) }),
        },
      ]),
    ),
    defaultTeam: pick(teams, random),
    receivers: Object.fromEntries([
      ...receivers.map((name) => {
        const type = pick([...receiverTypes, undefined], random);
        return [name, type ? { [type.id]: type.example } : {}];
      }),
      ...(withWatchdog ? [['switch', { webhook: { urlFile: '/etc/alertmanager/secrets/switch' } }]] : []),
    ]),
    ...(withWatchdog && { watchdog: 'switch' }),
    mail: { from: 'Alerts <alerts@example.com>', server: 'mail.example.com:587', tls: random() < 0.5 },
    quietHours: Object.fromEntries(hours.map((name) => [name, quietHours(random)])),
    ...(random() < 0.5 && { grouping: grouping(random) }),
    ...(random() < 0.4 && {
      inhibit: [
        { while: 'alertname="Datenbank \\"x\\""', mute: '{"größe"=~"a|b", team!="x"}', same: ['job'] },
      ],
    }),
    ...(random() < 0.2 && { builtInInhibition: false }),
  };
};
