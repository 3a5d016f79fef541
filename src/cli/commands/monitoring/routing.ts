import { Command } from 'commander';
import { type Io, UsageError } from '../../io.ts';
import { readText } from '../../read-text.ts';
import { createStyle } from '../../style.ts';
import { type Output, printOutdated, writeOrCompare } from './generated-output.ts';
import { faultText, nameOfFile, reduce } from './routing-file.ts';

const NOTES = `
Writes alertmanager.yml for Alertmanager 0.34. Secrets are in files that it names; none is read or written here.
Where an alert goes, "binnacle monitoring route-test" shows. With ALERT_EMAIL_ENABLED=false or ALERT_SMS_ENABLED=false
receivers of e-mail or of text messages tell nobody.
With --check, nothing is written; with --output as well, it is told whether alertmanager.yml there would change.
Exit status: 0, 1 where the file has a fault or --check found what would change, 2 where it cannot be read, a file cannot be written or the command line is
wrong.

A routing.yaml:
  teams:
    payments:
      page: [pager, chat]             # critical alerts
      ticket: chat                    # warnings
      quietHours: nights              # mute warnings, never pages
      services: [shop/orders, shop/payment*]
    platform: { page: mail }
  defaultTeam: platform               # gets what belongs to no other
  watchdog: dead-mans-switch
  receivers:
    pager: { pagerduty: { routingKeyFile: /etc/alertmanager/secrets/pagerduty } }
    chat: { slack: { urlFile: /etc/alertmanager/secrets/slack, channel: "#payments" } }
    mail: { email: { to: platform@example.com } }
    dead-mans-switch: { webhook: { urlFile: /etc/alertmanager/secrets/dead-mans-switch } }
  mail: { from: alerts@example.com, server: mail.example.com:587 }
  quietHours:
    nights: { timeZone: Europe/Berlin, from: "18:00", to: "08:00" }

Examples:
  $ binnacle monitoring routing routing.yaml --check
  $ binnacle monitoring routing routing.yaml --output prometheus
`;

interface RoutingOptions {
  readonly output?: string;
  readonly check?: boolean;
  readonly json?: boolean;
}

// Loaded when it is asked for: other commands should not wait for it.
const load = () => import('../../../monitoring/index.ts');

const runRouting = async (file: string, options: RoutingOptions, io: Io): Promise<void> => {
  const { output, check = false, json = false } = options;
  if (!check && output === undefined)
    throw new UsageError(
      'expected --output <folder>, which writes, --check, which only looks, or both, which compares',
    );
  const { parseRouting, renderAlertmanager, secretFiles } = await load();
  const { routing: whole, faults } = parseRouting(readText(file, io));
  const routing = whole && (await reduce(whole, io));
  const name = nameOfFile(file);
  if (!routing) io.exitCode = 1;
  const target: Output | undefined =
    routing && output !== undefined
      ? {
          folder: output,
          files: [
            {
              path: 'alertmanager.yml',
              text: renderAlertmanager(routing, name, 'binnacle monitoring routing'),
            },
          ],
          stale: [],
        }
      : undefined;
  const result = writeOrCompare(target, check, io);
  const secrets = routing ? secretFiles(routing) : [];
  if (json)
    io.stdout(
      `${JSON.stringify({ file: name, ok: routing !== undefined && result.outdated.length === 0, faults, ...result, secrets })}\n`,
    );
  else if (!routing) {
    const count = `${faults.length} fault${faults.length === 1 ? '' : 's'}`;
    io.stdout(`${faultText(file, faults)}${createStyle(io).bad(count)}, nothing is written\n`);
  } else {
    const teams = Object.keys(routing.teams).length;
    const receivers = Object.keys(routing.receivers).length;
    io.stdout(
      `${name}: ${teams} teams, ${receivers} receivers\n${result.files.map((path) => `${path}\n`).join('')}`,
    );
    printOutdated(target, check, result, io);
    if (secrets.length > 0) io.stdout(`Alertmanager has to be able to read ${secrets.join(', ')}\n`);
  }
};

/** `binnacle monitoring routing`: Alertmanager's configuration from a routing.yaml. */
export const createRoutingCommand = (io: Io): Command =>
  new Command('routing')
    .description("write Alertmanager's configuration from a file that says who is told of what")
    .argument('<file>', 'routing.yaml; - reads standard input')
    .option('--output <folder>', 'where to write alertmanager.yml; folders that are missing are made')
    .option('--check', 'only check the file, and with --output what is written there')
    .option('--json', 'print faults and what was written as one line of JSON')
    .addHelpText('after', NOTES)
    .action((file: string, options: RoutingOptions) => runRouting(file, options, io));
