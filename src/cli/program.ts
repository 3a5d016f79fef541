import { Command, CommanderError } from 'commander';
import { type Io, UsageError } from './io.ts';
import { type CommandLoaders, loadCommands } from './load-commands.ts';
import type { PackageRoot } from './package-root.ts';

const EXAMPLES = `
Examples:
  $ binnacle up                     a backend with a page, in Docker if there is one
  $ binnacle up --embedded          in this process, without Docker
  $ binnacle up --port 0 --json     on a free port, the URLs as one line of JSON
  $ binnacle config check otel.yaml every fault of a configuration file, with its position
  $ binnacle collector lint otel.yaml  what the Collector accepts and loses data over
  $ binnacle doctor -- node app.js  what is traced, where it goes, what is in the way
  $ binnacle database explain 'SELECT …'  what is wrong with its plan, and which index to try
  $ binnacle monitoring export --output monitoring  dashboards and alert rules for a stack of your own
  $ binnacle profile top --by route profiles          the functions that cost most
  $ binnacle redaction test 'text'  what becomes of a text
  $ binnacle replay replay.jsonl    a recorded session of a page
  $ binnacle sourcemaps resolve stack.txt --maps dist  a stack of minified code, in terms of its sources
  $ binnacle stack certs --names telemetry.example  certificates for a stack that others can reach
`;

const COMMANDS: CommandLoaders = {
  up: async (io, root) => (await import('./commands/up.ts')).createUpCommand(io, root),
  config: async (io) => (await import('./commands/config.ts')).createConfigCommand(io),
  collector: async (...given) => (await import('./commands/collector.ts')).createCollectorCommand(...given),
  doctor: async (io, root) => (await import('./commands/doctor.ts')).createDoctorCommand(io, root),
  database: async (io) => (await import('./commands/database.ts')).createDatabaseCommand(io),
  probe: async (io) => (await import('./commands/probe.ts')).createProbeCommand(io),
  heartbeat: async (io) => (await import('./commands/heartbeat.ts')).createHeartbeatCommand(io),
  audit: async (io) => (await import('./commands/audit.ts')).createAuditCommand(io),
  profile: async (...given) => (await import('./commands/profile.ts')).createProfileCommand(...given),
  redaction: async (io) => (await import('./commands/redaction.ts')).createRedactionCommand(io),
  monitoring: async (io) => (await import('./commands/monitoring.ts')).createMonitoringCommand(io),
  replay: async (io, root) => (await import('./commands/replay.ts')).createReplayCommand(io, root),
  sourcemaps: async (io) => (await import('./commands/sourcemaps.ts')).createSourcemapsCommand(io),
  transactions: async (io) => (await import('./commands/transactions.ts')).createTransactionsCommand(io),
  stack: async (io) => (await import('./commands/stack.ts')).createStackCommand(io),
};

/** Every command reports through `io`; none of them exits. */
const createProgram = async (io: Io, root: PackageRoot, argv: readonly string[]): Promise<Command> => {
  const program = new Command('binnacle')
    .description('OpenTelemetry for Node.js, with the Collector and the monitoring stack behind it')
    .version(root.version)
    .addHelpText('after', EXAMPLES);
  for (const command of await loadCommands(COMMANDS, io, root, argv)) program.addCommand(command);
  for (const command of [program, ...program.commands.flatMap((each) => [each, ...each.commands])])
    command
      .exitOverride()
      .showSuggestionAfterError()
      .configureOutput({
        writeOut: io.stdout,
        writeErr: io.stderr,
        getOutHasColors: () => io.isTTY && !io.env.NO_COLOR,
        getErrHasColors: () => io.isTTY && !io.env.NO_COLOR,
      });
  return program;
};

/** Runs the command line, `argv` without the program's own name, and sets `io.exitCode`. */
export const runProgram = async (argv: readonly string[], io: Io, root: PackageRoot): Promise<void> => {
  const program = await createProgram(io, root, argv);
  try {
    if (argv.length === 0) program.outputHelp();
    else await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) io.exitCode = error.exitCode === 0 ? 0 : 2;
    else if (error instanceof UsageError) {
      io.stderr(`${error.message}\n`);
      io.exitCode = 2;
    } else throw error;
  }
};
