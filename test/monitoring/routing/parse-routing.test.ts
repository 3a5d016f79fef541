import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import {
  DEFAULT_ROUTING,
  parseRouting,
  receiverTypes,
  renderAlertmanager,
  renderRoutingSchema,
} from '../../../src/monitoring/index.ts';
import { shipped } from '../../integration/stack-files.ts';

const faultsOf = (text: string): string[] =>
  parseRouting(text).faults.map(({ line, column, message }) => `${line}:${column} ${message}`);

/** A file that is fine, with one more line. */
const withLine = (line: string): string => `teams: { a: { page: hook } }
receivers: { hook: { webhook: { urlFile: /secrets/url } } }
${line}
`;

test('the shipped file is the default, and what is said of it', () => {
  expect(parseRouting(readFileSync(shipped('prometheus/routing.yaml'), 'utf8'))).toEqual({
    routing: DEFAULT_ROUTING,
    faults: [],
  });
});

describe('a fault is told with its place and what would be right', () => {
  test.each([
    ['', ['1:1 is empty; expected at least teams and receivers']],
    ['teams: [', ['1:9 Flow sequence in block collection must be sufficiently indented and end with a ]']],
    [`teams: ${'['.repeat(6_000)}`, [expect.stringMatching(/^1:\d+ nested too deeply$/)]],
    [withLine('mail:'), ['3:6 mail: expected a map of names and values, or {}']],
    [withLine('reciever: x'), ['3:1 "reciever" is not known; did you mean "receivers"?']],
    [
      withLine('watchdog: hok'),
      ['3:11 watchdog: there is no receiver "hok"; did you mean "hook"? there are hook'],
    ],
    [
      withLine('watchdog: hook'),
      ['1:21 teams.a.page[0]: "hook" is the receiver of the watchdog, which hears of nothing else'],
    ],
    [withLine('defaultTeam: b'), ['3:14 defaultTeam: there is no team "b"; did you mean "a"? there are a']],
    [
      withLine('grouping: { wait: 15 }'),
      [
        '3:19 grouping.wait: 15 is not accepted; expected a duration such as 15s or 4h: how long the first notification waits for more alerts',
      ],
    ],
    // A fault in one place hides none in another, and none follows from one that is told.
    [
      `teams:
  a: { page: [hok, pager], tickets: x, quietHours: nigths }
  b: { page: mail, ticket: 3 }
defaultTeam: c
receivers:
  pager: { slack: { urlFile: relative } }
  mail: { email: { to: a@example.com } }
mail: { from: nobody, server: "mail.example.com:587" }
watchdog: pager
quietHours:
  nights: { timeZone: UTC, from: "25:00", to: "08:00" }
  days: { timeZone: Europe/Berln, days: sunday:monday, until: "1" }
inhibit: [{ while: 'a=', same: 3 }, { while: 'a="b"', mute: "=" }]
`,
      [
        expect.stringMatching(/^2:15 teams\.a\.page\[0\]: there is no receiver "hok"/),
        '2:20 teams.a.page[1]: "pager" is the receiver of the watchdog, which hears of nothing else',
        '2:28 teams.a: "tickets" is not known; did you mean "ticket"?',
        '2:52 teams.a.quietHours[0]: there is no quiet hours "nigths"; did you mean "nights"? there are nights, days',
        '3:28 teams.b.ticket: 3 is not accepted; expected the name of a receiver',
        '4:14 defaultTeam: there is no team "c"; did you mean "a"? there are a, b',
        expect.stringMatching(/^6:30 receivers\.pager\.slack\.urlFile: /),
        expect.stringMatching(/^8:15 mail\.from: /),
        expect.stringMatching(/^11:34 quietHours\.nights\.from: /),
        '12:21 quietHours.days.timeZone: "Europe/Berln" is no time zone; did you mean "Europe/Berlin"?',
        expect.stringMatching(/^12:56 quietHours\.days: "until" is not known/),
        '13:11 inhibit[0]: "mute" is missing',
        '13:32 inhibit[0].same: 3 is not accepted; expected the name of a label',
        expect.stringMatching(/^13:\d+ inhibit\[1\]\.mute: /),
      ],
    ],
    [
      withLine('grouping: { wait: 0s }'),
      [
        '3:19 grouping.wait: "0s" is not accepted; expected a duration such as 15s or 4h: how long the first notification waits for more alerts',
      ],
    ],
    [
      withLine('quietHours: { n: { timeZone: Europe/Berln } }'),
      ['3:30 quietHours.n.timeZone: "Europe/Berln" is no time zone; did you mean "Europe/Berlin"?'],
    ],
    [
      withLine('quietHours: { n: { timeZone: UTC, from: "18:00" } }'),
      ['3:18 quietHours.n: has one of "from" and "to"; expected both, or none for the whole day'],
    ],
    [
      withLine('quietHours: { n: { timeZone: UTC, dates: ["2026-02-30"] } }'),
      ['3:43 quietHours.n.dates[0]: "2026-02-30" is no day of the calendar'],
    ],
    [
      withLine('quietHours: { n: { timeZone: UTC, days: montag } }'),
      [
        '3:41 quietHours.n.days: "montag" is not accepted; expected a day or days such as saturday or monday:friday',
      ],
    ],
    [
      withLine('inhibit: [{ while: "a=", mute: "b=~(" }]'),
      ['3:32 inhibit[0].mute: "^(?:()$" is no regular expression of Go: lacks a )'],
    ],
    [
      withLine('mail: { from: a@example.com, server: mail.example.com }'),
      [
        '3:38 mail.server: "mail.example.com" is not accepted; expected host and port, such as mail.example.com:587',
      ],
    ],
    [
      'teams: { a: { page: x }, b: { page: x } }\nreceivers: { x: {} }\n',
      ['1:1 "defaultTeam" is missing: which team gets what belongs to none, one of a, b?'],
    ],
    [
      'teams: { a: { page: x } }\nreceivers: { x: { slack: {}, discord: { urlFile: /a } } }\n',
      [
        '2:26 receivers.x.slack: expected one of urlFile and tokenFile',
        "2:39 receivers.x.discord: a second service beside slack; expected one, and two receivers in the team's list",
      ],
    ],
    [
      'teams: { a: { page: x } }\nreceivers: { x: { email: { to: a@example.com } } }\n',
      [
        '2:17 receivers.x: needs "mail" with the server: mail: { from: alerts@example.com, server: mail.example.com:587 }',
      ],
    ],
    [
      'teams: { a: { page: x } }\nreceivers: { x: { sms: { urlFile: /a, to: "+49 170 1234567" } } }\n',
      [
        '2:43 receivers.x.sms.to: "+49 170 1234567" is not accepted; expected a list of people that the gateway knows; a number does not belong here',
      ],
    ],
  ])('%#: %.60j', (text, expected) => {
    expect(faultsOf(text)).toEqual(expected);
  });
});

const SECRET = 'xoxb-s3cr3t';

describe('a secret in clear text is refused, with its place and without the secret', () => {
  const cases = receiverTypes.flatMap(({ id, entries, example }) =>
    Object.entries(entries)
      .filter(([, { kind }]) => kind === 'refused')
      .map(([key]) => [id, key, { ...example, [key]: SECRET }] as const),
  );
  test.each(cases)('%s: %s', (id, key, settings) => {
    const text = `mail: { from: a@b.c, server: "d:25" }\nteams: { a: { page: x } }\nreceivers:\n  x: ${JSON.stringify({ [id]: settings })}\n`;
    const faults = faultsOf(text);
    expect(faults).toEqual([
      expect.stringMatching(new RegExp(`^4:\\d+ receivers\\.x\\.${id}: "${key}" .*put it into a file`)),
    ]);
    expect(faults.join()).not.toContain(SECRET);
  });

  const files = receiverTypes.flatMap(({ id, example }) =>
    Object.keys(example)
      .filter((key) => key.endsWith('File'))
      .map((key) => [id, key, example] as const),
  );
  test.each(files)('%s: in the place of the path of %s', (id, key, example) => {
    for (const secret of [SECRET, `https://hooks.example/${SECRET}`, `//user:${SECRET}@host`]) {
      const settings = { ...example, [key]: secret };
      const faults = faultsOf(
        `teams: { a: { page: x } }\nreceivers:\n  x: ${JSON.stringify({ [id]: settings })}\n`,
      );
      expect(faults).toEqual([expect.stringContaining('expected the absolute path of a file with')]);
      expect(faults.join()).not.toContain(SECRET);
    }
  });

  test('an address with a password', () => {
    const faults = faultsOf(
      `teams: { a: { page: x } }\nreceivers: { x: { opsgenie: { apiKeyFile: /a, apiUrl: "https://me:${SECRET}@api.example/" } } }\n`,
    );
    expect(faults).toEqual([expect.stringContaining('no user, no parameters')]);
    expect(faults.join()).not.toContain(SECRET);
  });
});

describe('what Alertmanager gets', () => {
  const configOf = (text: string) => {
    const { routing, faults } = parseRouting(text);
    if (!routing) throw new Error(JSON.stringify(faults));
    return parse(renderAlertmanager(routing, 'routing.yaml', 'a test'));
  };

  test('two teams need twenty lines', () => {
    const { route, time_intervals } = configOf(`teams:
  payments: { page: [pager, chat], ticket: chat, quietHours: [nights, weekends] }
  platform: { page: mail }
defaultTeam: platform
receivers:
  pager: { pagerduty: { routingKeyFile: /etc/alertmanager/secrets/pagerduty } }
  chat: { slack: { urlFile: /etc/alertmanager/secrets/slack, channel: "#payments" } }
  mail: { email: { to: platform@example.com } }
mail: { from: alerts@example.com, server: "mail.example.com:587" }
quietHours:
  nights: { timeZone: Europe/Berlin, days: friday:saturday, from: "18:00", to: "08:00" }
  weekends: { timeZone: Europe/Berlin, days: saturday:sunday }
`);
    const byCause = {
      matchers: ['dependency!=""'],
      group_by: ['alertname', 'dependency', 'deployment_environment_name'],
    };
    expect(route.routes.slice(1)).toEqual([
      {
        matchers: ['team="payments"'],
        receiver: 'pager',
        routes: [
          {
            receiver: 'chat',
            matchers: ['severity=~"warning|info"'],
            mute_time_intervals: ['nights', 'weekends'],
            routes: [{ ...byCause, mute_time_intervals: ['nights', 'weekends'] }],
          },
          { receiver: 'pager', continue: true, routes: [byCause] },
          { receiver: 'chat', routes: [byCause] },
        ],
      },
      byCause,
    ]);
    // The night of a day ends on the next one.
    expect(time_intervals).toEqual([
      {
        name: 'nights',
        time_intervals: [
          {
            weekdays: ['friday:saturday'],
            times: [{ start_time: '18:00', end_time: '24:00' }],
            location: 'Europe/Berlin',
          },
          {
            weekdays: ['saturday', 'sunday'],
            times: [{ start_time: '00:00', end_time: '08:00' }],
            location: 'Europe/Berlin',
          },
        ],
      },
      { name: 'weekends', time_intervals: [{ weekdays: ['saturday', 'sunday'], location: 'Europe/Berlin' }] },
    ]);
  });

  test('the watchdog’s receiver does not hear of its end', () => {
    const { receivers } = configOf(
      'teams: { a: { page: x } }\nwatchdog: w\nreceivers: { x: {}, w: { webhook: { urlFile: /a } } }\n',
    );
    expect(receivers[1].webhook_configs[0].send_resolved).toBe(false);
  });

  test('the schema for editors knows every service', () => {
    const { properties } = JSON.parse(renderRoutingSchema());
    expect(Object.keys(properties.receivers.additionalProperties.properties)).toEqual(
      receiverTypes.map(({ id }) => id),
    );
  });
});
