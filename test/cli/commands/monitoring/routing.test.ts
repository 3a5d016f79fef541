import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { runProgram } from '../../../../src/cli/program.ts';
import { createTestIo, type TestIo } from '../../test-io.ts';

const ROOT = { directory: '/nowhere', version: '1.2.3' };

const ROUTING = `teams:
  payments: { page: [pager, chat], ticket: chat, quietHours: nights, services: [shop/orders] }
  platform: { page: pager }
defaultTeam: platform
receivers:
  pager: { pagerduty: { routingKeyFile: /secrets/key } }
  chat: { slack: { urlFile: /secrets/url } }
quietHours:
  nights: { timeZone: Europe/Berlin, from: "18:00", to: "08:00" }
`;

const run = async (...args: string[]): Promise<TestIo> => {
  const io = createTestIo({
    files: {
      'routing.yaml': ROUTING,
      '-': ROUTING,
      'bad.yaml': ROUTING.replace('chat, quiet', 'caht, quiet'),
      'alertmanager.yml': `route:
  receiver: a
  routes: [{ receiver: b, matchers: ['"größe"=~"x+"'], active_time_intervals: [days] }]
receivers: [{ name: a }, { name: b, webhook_configs: [{ url_file: /x }] }]
time_intervals: [{ name: days, time_intervals: [{ times: [{ start_time: '08:00', end_time: '18:00' }] }] }]
`,
    },
  });
  await runProgram(['monitoring', ...args], io, ROOT);
  return io;
};

describe('monitoring routing', () => {
  test('writes alertmanager.yml and says which files Alertmanager reads', async () => {
    const { written, out, exitCode } = await run('routing', 'routing.yaml', '--output', 'there');
    expect(Object.keys(written)).toEqual(['there/alertmanager.yml']);
    expect(
      parse(written['there/alertmanager.yml'] ?? '').receivers.map(({ name }: { name: string }) => name),
    ).toContain('chat');
    expect([exitCode, out]).toEqual([
      0,
      'routing.yaml: 2 teams, 2 receivers\nthere/alertmanager.yml\nAlertmanager has to be able to read /secrets/key, /secrets/url\n',
    ]);
  });

  test('leaves out channels that are switched off, and says who hears nothing then', async () => {
    const io = createTestIo({
      env: { ALERT_EMAIL_ENABLED: 'false', ALERT_SMS_ENABLED: 'false' },
      files: {
        'routing.yaml': `teams: { payments: { page: [mail, chat] }, platform: { page: mail } }
defaultTeam: platform
receivers:
  mail: { email: { to: a@example.com } }
  chat: { slack: { urlFile: /secrets/url } }
mail: { from: b@example.com, server: "mail.example.com:587" }
`,
      },
    });
    await runProgram(['monitoring', 'routing', 'routing.yaml', '--output', 'there'], io, ROOT);
    const { global, receivers, route } = parse(io.written['there/alertmanager.yml'] ?? '');
    expect([global, receivers[0], receivers[1].name]).toEqual([undefined, { name: 'mail' }, 'chat']);
    expect(route.receiver).toBe('mail');
    const because = 'because of ALERT_EMAIL_ENABLED and ALERT_SMS_ENABLED=false';
    expect(io.err).toBe(`mail: tell nobody ${because}\nplatform: hears of no alert ${because}\n`);
  });

  test('looks only with --check, at standard input too', async () => {
    const { written, exitCode } = await run('routing', '-', '--check');
    expect([written, exitCode]).toEqual([{}, 0]);
  });

  test('--check with --output says whether what is there would change', async () => {
    const { written } = await run('routing', 'routing.yaml', '--output', 'there');
    const compare = async (files: Readonly<Record<string, string>>) => {
      const io = createTestIo({ files: { 'routing.yaml': ROUTING, ...files } });
      await runProgram(['monitoring', 'routing', 'routing.yaml', '--output', 'there', '--check'], io, ROOT);
      return [io.exitCode, io.written, io.out.split('\n')[1]];
    };
    expect(await compare(written)).toEqual([0, {}, '1 file in there: up to date']);
    expect(await compare({})).toEqual([1, {}, 'there/alertmanager.yml: missing']);
    expect(await compare({ 'there/alertmanager.yml': 'route: {}' })).toEqual([
      1,
      {},
      'there/alertmanager.yml: different',
    ]);
  });

  test('writes nothing of a file with a fault', async () => {
    const { written, out, exitCode } = await run('routing', 'bad.yaml', '--output', 'there');
    expect([written, exitCode]).toEqual([{}, 1]);
    expect(out).toBe(
      'bad.yaml:2:44: teams.payments.ticket[0]: there is no receiver "caht"; did you mean "chat"? there are pager, chat\n1 fault, nothing is written\n',
    );
  });

  test('prints the same as JSON', async () => {
    const { out } = await run('routing', 'bad.yaml', '--check', '--json');
    expect(JSON.parse(out)).toMatchObject({ ok: false, faults: [{ line: 2, column: 44 }], files: [] });
  });

  test.each([
    [['routing', 'routing.yaml'], /expected --output <folder>/],
    [['routing', 'none.yaml', '--check'], /none\.yaml: cannot be read \(ENOENT\)/],
  ])('%j is refused', async (args, message) => {
    const { exitCode, err } = await run(...args);
    expect(exitCode).toBe(2);
    expect(err).toMatch(message);
  });
});

describe('monitoring route-test', () => {
  const TICKET = [
    'alertname=ServiceApdex',
    'severity=warning',
    'team=application',
    'service=shop/orders',
    'job=shop/orders',
  ];

  test.each([
    // 23:00 in Berlin, in winter and in summer; 18:00 has begun and 08:00 has not.
    ['2026-11-21T22:00:00Z', true],
    ['2026-07-21T21:00:00Z', true],
    ['2026-11-21T17:00:00Z', true],
    ['2026-07-21T15:59:00Z', false],
    ['2026-11-21T07:00:00Z', false],
    ['2026-11-21T06:59:00Z', true],
  ])('at %s the ticket is quiet: %s', async (time, isQuiet) => {
    const { out } = await run('route-test', 'routing.yaml', ...TICKET, '--at', time, '--json');
    const [{ deliveries }] = JSON.parse(out).alerts;
    expect(deliveries).toMatchObject([{ receiver: 'chat', mutedBy: isQuiet ? ['nights'] : [] }]);
  });

  test('says the way, and what keeps the alert silent', async () => {
    const { out } = await run(
      'route-test',
      ...TICKET,
      '--at',
      '2026-11-21T22:00:00Z',
      '--firing',
      'severity=critical, job=shop/orders',
    );
    expect(
      out,
    ).toBe(`{alertname="ServiceApdex", severity="warning", team="application", service="shop/orders", job="shop/orders"}
→ chat (slack)
    path     root › team="application", service=~"shop/orders" › severity=~"warning|info"
    grouped  by alertname, job; waits 15s, news after 2m, again after 4h
    not sent now: quiet hours nights
silent now by page-mutes-ticket: an alert with severity="critical", job!="", and job="shop/orders", deployment_environment_name=""
`);
  });

  test('pages go to all receivers, day and night', async () => {
    const { out } = await run(
      'route-test',
      'routing.yaml',
      'team=payments',
      'severity=critical',
      '--at',
      '2026-11-21T22:00:00Z',
      '--json',
    );
    expect(JSON.parse(out).alerts[0].deliveries).toMatchObject([
      { receiver: 'pager', mutedBy: [] },
      { receiver: 'chat', mutedBy: [] },
    ]);
  });

  test('reads the configuration of an Alertmanager too', async () => {
    const { out } = await run('route-test', 'alertmanager.yml', '"größe"=xx', '--at', '2026-11-21T22:00:00Z');
    expect(out).toContain('→ b (webhook)');
    expect(out).toContain('not sent now: outside of its active times');
  });

  test('--all has a line for every alert that there is', async () => {
    const { out, exitCode } = await run(
      'route-test',
      'routing.yaml',
      '--all',
      '--at',
      '2026-11-21T22:00:00Z',
    );
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^EndpointErrorRatio +critical +application +pager, chat$/m);
    expect(out).toMatch(/^ServiceApdex +warning +application +chat \(quiet\) +page-mutes-ticket$/m);
    expect(out).toMatch(
      /^ServiceSilent +critical +application +pager, chat +collector-down, collector-loses-data$/m,
    );
    expect(out).toMatch(/^Watchdog +none +platform +nobody$/m);
  });

  test.each([
    ['pager,chat', 0],
    ['pager', 1],
  ])('--expect %s exits with %i', async (expected, code) => {
    const { exitCode } = await run('route-test', 'routing.yaml', 'team=payments', '--expect', expected);
    expect(exitCode).toBe(code);
  });

  test.each([
    [['route-test'], /expected labels such as/],
    [['route-test', 'routing.yaml'], /expected labels such as/],
    [['route-test', 'routing.yaml', '--all', 'a=b'], /or --all/],
    [['route-test', 'routing.yaml', 'a!=b'], /no "!="/],
    [['route-test', 'routing.yaml', 'a=~"("'], /no regular expression/],
    [['route-test', 'routing.yaml', 'a=b', '--at', 'noon'], /--at noon: expected a time such as/],
    [['route-test', 'routing.yaml', 'a=b', '--firing', 'a'], /--firing a: expected name=value/],
    [['route-test', 'routing.yaml', 'HostDown'], /^HostDown: expected a label such as .* alertname=HostDown/],
    [['route-test', 'routing.yaml', '=b'], /^=b: expected a label's name/],
    [['route-test', 'none.yaml', 'a=b'], /cannot be read/],
  ])('%j is refused', async (args, message) => {
    const { exitCode, err } = await run(...args);
    expect(exitCode).toBe(2);
    expect(err).toMatch(message);
  });

  test('a file with a fault is told with its place', async () => {
    const { exitCode, out } = await run('route-test', 'bad.yaml', 'a=b');
    expect([exitCode, out]).toEqual([1, expect.stringMatching(/^bad\.yaml:2:44: /)]);
  });
});
