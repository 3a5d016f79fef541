import { Command, InvalidArgumentError } from 'commander';
import type { OwnRules } from '../../../monitoring/index.ts';
import { type Io, UsageError } from '../../io.ts';
import {
  type CountOptions,
  type LinkOptions,
  OWN_RUNBOOKS,
  withCountOption,
  withLinkOptions,
} from './output.ts';
import { type OwnRuleOptions, readOwnRules, withOwnRuleOptions } from './own-rules.ts';
import { ensureFolder, missingDataSources, pushDashboard } from './push/grafana.ts';
import { claimGroups, conflictsOf, namesOfOrigin } from './push/origins.ts';
import { pushRules, RULES_PATH, removeRules, rulesThere } from './push/ruler.ts';
import { type Server, serverOf } from './push/server.ts';

const NOTES = `
Dashboards go into the folders services, platform and management of a Grafana, under their uids; one with the same uid is
replaced, nothing is deleted. They ask the data sources with the uids prometheus, jaeger and loki. The token is that of a
service account with the role Editor.

Without --counts exact, dashboards estimate counts and work with every Prometheus, Mimir and Thanos: see
"binnacle monitoring export --help".

Rules go to the ruler of Mimir or Cortex, a group each, into one namespace. Groups that are there under other names, such as those of an
objective that was removed, stay and are named; --prune removes them, and with them what others have put into that namespace.

Several repositories may send objectives and probes to one Mimir: --origin names the place that they are kept in, in the ruler too. What
came from another place is neither replaced nor removed: nothing is sent then, and it is said what is in the way. --take-over replaces it.

Thanos' ruler reads files: "binnacle monitoring export".

A file with a token has the token alone, or user:password for basic authentication.
Exit status: 0, 1 where a server refused something, 2 where it does not answer or the command line is wrong.

Examples:
  $ binnacle monitoring push --grafana https://grafana.example --grafana-token-file token
  $ binnacle monitoring push --mimir https://mimir.example --mimir-tenant shop --mimir-token-file token \\
      --grafana-url https://grafana.example --runbook-url https://wiki.example/runbooks --slo slo.yaml --origin shop
  $ binnacle monitoring push --grafana http://localhost:3000 --grafana-token-file token --dry-run
`;

interface PushOptions extends LinkOptions, OwnRuleOptions, CountOptions {
  readonly grafana?: string;
  readonly grafanaTokenFile?: string;
  readonly mimir?: string;
  readonly mimirPath: string;
  readonly mimirTenant?: string;
  readonly mimirTokenFile?: string;
  readonly namespace: string;
  readonly origin?: string;
  readonly takeOver?: boolean;
  readonly prune?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** What was sent, or would be. */
interface Sent {
  readonly kind: 'dashboard' | 'rules' | 'removed';
  readonly name: string;
  readonly error?: string;
}

const asAddress = (text: string): string => {
  if (!/^https?:$/.test(URL.canParse(text) ? new URL(text).protocol : ''))
    throw new InvalidArgumentError('a URL such as https://grafana.example is needed.');
  return text;
};

const asPath = (text: string): string => {
  if (!/^(?:\/[\w.~-]+)+$/.test(text))
    throw new InvalidArgumentError(`a path such as ${RULES_PATH} is needed.`);
  return text;
};

/** https://grafana.com/docs/mimir/latest/configure/about-tenant-ids/ */
const asTenant = (text: string): string => {
  if (!/^[\w!.*'()-]{1,150}$/.test(text))
    throw new InvalidArgumentError("letters, digits and !-_.*'() are needed.");
  return text;
};

const asOrigin = (text: string): string => {
  if (!/^\w[\w./-]{0,99}$/.test(text))
    throw new InvalidArgumentError('a name such as shop or acme/shop is needed, of letters, digits and ./_-');
  return text;
};

const HOW_TO_SHARE = 'give what is yours another id, or replace what is theirs with --take-over';

const sentOf = (kind: Sent['kind'], name: string, error: string | undefined): Sent =>
  error === undefined ? { kind, name } : { kind, name, error };

// Loaded when it is asked for: other commands should not wait for it.
const load = () => import('../../../monitoring/index.ts');

const pushDashboards = async (
  server: Server,
  { dryRun, counts }: PushOptions,
  io: Io,
): Promise<readonly Sent[]> => {
  const { dashboardModel, dashboards } = await load();
  if (dryRun) return dashboards.map(({ id }) => ({ kind: 'dashboard', name: id }));
  for (const uid of await missingDataSources(server))
    io.stderr(`${server.url}: there is no data source with the uid ${uid}; panels that ask it stay empty\n`);
  const folders = new Map<string, string>();
  const sent: Sent[] = [];
  for (const dashboard of dashboards) {
    const { id, audience } = dashboard;
    const folder = folders.get(audience) ?? (await ensureFolder(server, audience));
    folders.set(audience, folder);
    const model = dashboardModel(dashboard, counts);
    sent.push(
      sentOf('dashboard', id, await pushDashboard(server, model, folder, 'binnacle monitoring push')),
    );
  }
  return sent;
};

/** Groups of the namespace that were not sent: removes them where that is asked for, and names them otherwise. */
const pruneGroups = async (
  server: Server,
  { mimirPath, namespace, prune = false }: PushOptions,
  left: readonly string[],
  io: Io,
): Promise<readonly Sent[]> => {
  if (!prune) {
    if (left.length > 0)
      io.stderr(
        `${server.url}: ${left.join(', ')} in the namespace ${namespace} go on and were not sent now; --prune removes them\n`,
      );
    return [];
  }
  const removed: Sent[] = [];
  for (const name of left)
    removed.push(sentOf('removed', name, await removeRules(server, mimirPath, namespace, name)));
  return removed;
};

const pushGroups = async (
  server: Server,
  options: PushOptions,
  own: OwnRules,
  io: Io,
): Promise<readonly Sent[]> => {
  const { mimirPath: path, namespace, origin, grafanaUrl, runbookUrl, jaegerUrl, dryRun = false } = options;
  if (runbookUrl === OWN_RUNBOOKS)
    io.stderr(`${server.url}: a ruler serves no runbooks; --runbook-url says where alerts find them\n`);
  const { ruleGroupsApart } = await load();
  const links = { grafanaUrl, runbookUrl, jaegerUrl };
  const apart = ruleGroupsApart(links, origin === undefined ? own : { ...own, origin });
  const groups = [...apart.common, ...apart.own];
  if (dryRun) return groups.map(({ name }) => sentOf('rules', name, undefined));

  const there = await rulesThere(server, path);
  if (there === undefined && (options.prune || origin !== undefined))
    throw new UsageError(`${server.url}: does not tell which rules are there; nothing was sent`);
  const inNamespace = there?.[namespace] ?? [];
  const left = namesOfOrigin(inNamespace, origin).filter(
    (name) => !name.startsWith('origin:') && !groups.some((each) => each.name === name),
  );
  const sent: Sent[] = [];
  if (origin !== undefined) {
    const place = { namespace, origin };
    const conflicts = options.takeOver ? [] : conflictsOf(apart.own, there ?? {}, place);
    if (conflicts.length > 0) {
      io.stderr(`${server.url}: nothing was sent, because of what is of others; ${HOW_TO_SHARE}\n`);
      return conflicts.map(([name, error]) => sentOf('rules', name, error));
    }
    const remaining = inNamespace.filter(
      (group) => !(options.prune && left.includes(String((group as { name?: unknown }).name))),
    );
    const names = apart.own.map(({ name }) => name);
    const error = await claimGroups(server, { path, place, names, groups: remaining });
    if (error !== undefined) return [sentOf('rules', `of the origin ${origin}`, error)];
  }
  for (const group of groups)
    sent.push(sentOf('rules', group.name, await pushRules(server, path, namespace, group)));
  return [...sent, ...(await pruneGroups(server, options, left, io))];
};

const runPush = async (options: PushOptions, io: Io): Promise<void> => {
  const { grafana, grafanaTokenFile, mimir, mimirTenant, mimirTokenFile, dryRun = false } = options;
  if (grafana === undefined && mimir === undefined)
    throw new UsageError('expected --grafana <url>, --mimir <url> or both');
  // Both are looked at before anything is sent.
  const toGrafana = grafana === undefined ? undefined : serverOf(grafana, grafanaTokenFile, io);
  const plain = mimir === undefined ? undefined : serverOf(mimir, mimirTokenFile, io);
  const toMimir = plain && {
    ...plain,
    headers: { ...plain.headers, ...(mimirTenant !== undefined && { 'x-scope-orgid': mimirTenant }) },
  };
  if (toMimir === undefined && (options.slo ?? options.probes) !== undefined)
    throw new UsageError('--slo and --probes go with --mimir <url>, which gets their rules');
  if (toMimir === undefined && (options.origin !== undefined || options.takeOver))
    throw new UsageError('--origin and --take-over go with --mimir <url>');
  if (options.origin === undefined && (options.slo ?? options.probes) !== undefined)
    throw new UsageError(
      '--slo and --probes need --origin <name>, the place that they are kept in: so no other place replaces their rules',
    );
  if (toMimir === undefined && options.prune)
    throw new UsageError('--prune goes with --mimir <url>; dashboards of a Grafana are never removed');
  const own = await readOwnRules(options, io);
  const sent = [
    ...(toGrafana ? await pushDashboards(toGrafana, options, io) : []),
    ...(toMimir ? await pushGroups(toMimir, options, own, io) : []),
  ];
  const refused = sent.filter(({ error }) => error !== undefined);
  if (refused.length > 0) io.exitCode = 1;
  if (options.json) {
    io.stdout(`${JSON.stringify({ ok: refused.length === 0, dryRun, sent })}\n`);
    return;
  }
  for (const { kind, name, error } of refused) io.stdout(`${kind} ${name}: ${error}\n`);
  const count = (kind: Sent['kind']): number =>
    sent.filter((each) => each.kind === kind && !each.error).length;
  const verb = dryRun ? 'would be sent' : 'sent';
  if (toGrafana) io.stdout(`${count('dashboard')} dashboards ${verb} to ${toGrafana.url}\n`);
  if (toMimir) io.stdout(`${count('rules')} groups of rules ${verb} to ${toMimir.url}\n`);
  for (const { kind, name, error } of sent)
    if (kind === 'removed' && error === undefined) io.stdout(`${name} removed\n`);
};

/** `binnacle monitoring push`: dashboards to a Grafana and rules to a Mimir, by their APIs. */
export const createPushCommand = (io: Io): Command => {
  const command = new Command('push')
    .description('send dashboards to a Grafana and rules to the ruler of a Mimir')
    .option('--grafana <url>', 'the Grafana that gets the dashboards', asAddress)
    .option('--grafana-token-file <file>', 'file with the token of a service account')
    .option('--mimir <url>', 'the Mimir that gets the rules', asAddress)
    .option(
      '--mimir-path <path>',
      'where its ruler takes rules; /api/prom/rules in Grafana Cloud',
      asPath,
      RULES_PATH,
    )
    .option('--mimir-tenant <id>', 'the tenant whose rules they are', asTenant)
    .option('--mimir-token-file <file>', 'file with a token or with user:password')
    .option('--namespace <name>', 'of the rules', 'binnacle');
  return withCountOption(withOwnRuleOptions(withLinkOptions(command)))
    .option('--origin <name>', 'where the objectives and probes are kept, such as a repository', asOrigin)
    .option('--take-over', 'replace rules of objectives and probes that came from elsewhere')
    .option('--prune', 'remove the groups of the namespace that are not sent')
    .option('--dry-run', 'send nothing, and say what would be sent')
    .option('--json', 'print what was sent as one line of JSON')
    .addHelpText('after', NOTES)
    .action((options: PushOptions) => runPush(options, io));
};
