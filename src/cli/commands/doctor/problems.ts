import { UNDELIVERED } from '../../../node/diagnostics.ts';
import type { ProcessReport } from '../../../node/report/process-report.ts';
import { isSkewed } from './clock.ts';
import type { ClockSkew, Problem, ProgramResult, SignalResult } from './result.ts';

const SAYS = {
  refused: 'are refused',
  unreachable: 'do not arrive',
  'partly-accepted': 'are taken in part only',
} as const;

const and = (words: readonly string[]): string =>
  words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : words.join();

/** What several signals have in common is one problem. */
const ofSignals = (signals: readonly SignalResult[]): readonly Problem[] => {
  const keyOf = ({ result, answer, fix }: SignalResult): string => JSON.stringify([result, answer, fix]);
  return [...new Set(signals.map(keyOf))].flatMap((key): readonly Problem[] => {
    const group = signals.filter((each) => keyOf(each) === key);
    const [first] = group;
    if (!first || first.result === 'accepted' || first.result === 'off' || first.result === 'local')
      return [];
    const { result, answer, fix } = first;
    return [
      {
        severity: result === 'partly-accepted' ? 'warning' : 'error',
        message: `${and(group.map(({ signal }) => signal))} ${SAYS[result]}: ${answer ?? 'no answer'}`,
        ...(fix !== undefined && { fix }),
      },
    ];
  });
};

const START = 'start with node --import binnacle/register, or import binnacle/register before anything else';

/** Binnacle's lines about what is looked at here by itself. */
const KNOWN = new RegExp(`^(?:${UNDELIVERED}|not traced: |the instrumentation .* did not start)`);

/** The lowest version of Node that Binnacle is made for, as in `engines` of package.json. */
const MIN_NODE = [22, 15] as const;

const isOldNode = (version: string): boolean => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < MIN_NODE[0] || (major === MIN_NODE[0] && minor < MIN_NODE[1]);
};

/** What a process with Binnacle does not trace. */
const ofProcess = ({
  node,
  notStarted,
  untraced,
  instrumentations,
  said,
}: ProcessReport): readonly Problem[] => {
  if (notStarted !== undefined) return [{ severity: 'error', message: notStarted }];
  const { early, unsupported, bundled } = untraced;
  return [
    ...(isOldNode(node)
      ? [
          {
            severity: 'error',
            message: `Node.js ${node} is too old`,
            fix: `install Node.js ${MIN_NODE.join('.')} or a later version`,
          } as const,
        ]
      : []),
    ...said.filter((line) => !KNOWN.test(line)).map((message): Problem => ({ severity: 'warning', message })),
    ...early.map(
      (each): Problem => ({ severity: 'warning', message: `${each} was loaded before Binnacle`, fix: START }),
    ),
    ...unsupported.map(
      (each): Problem => ({
        severity: 'warning',
        message: `${each} is not traced in this version`,
        fix: 'install a supported version, or make spans by hand',
      }),
    ),
    ...bundled.map(
      (each): Problem => ({
        severity: 'warning',
        message: `${each} is inside a bundle and not traced`,
        fix: 'build with the plugin of binnacle/esbuild, or keep the package external',
      }),
    ),
    ...instrumentations
      .filter(({ status }) => status === 'failed')
      .map(
        ({ name, why }): Problem => ({
          severity: 'error',
          message: `the instrumentation ${name} did not start: ${why}`,
        }),
      ),
  ];
};

const ofProgram = (program: ProgramResult, hasReport: boolean): readonly Problem[] => [
  ...(hasReport
    ? []
    : [
        {
          severity: 'error',
          message:
            program.loadedBy === 'program'
              ? 'the program has not loaded Binnacle in this time'
              : 'no process of the program has loaded Binnacle: it is not one of Node, or takes no NODE_OPTIONS',
          fix: START,
        } as const,
      ]),
  ...(program.ended === 'by itself' && (program.exitCode !== 0 || program.signal !== null)
    ? [
        {
          severity: 'warning',
          message: `the program ended with ${program.signal ?? `status ${program.exitCode}`}`,
        } as const,
      ]
    : []),
  ...(program.ended === 'killed'
    ? [{ severity: 'warning', message: 'the program did not end at SIGTERM and was killed' } as const]
    : []),
];

const describeSkew = ({ skewMillis }: ClockSkew): Problem => ({
  severity: 'warning',
  message: `the clock of this machine is ${(Math.abs(skewMillis) / 1_000).toFixed(1)} s ${skewMillis > 0 ? 'behind' : 'ahead of'} the server's`,
  fix: 'let a time service (NTP, chrony) set both; spans of two machines do not lie in order otherwise',
});

interface Findings {
  /** Switched off by OTEL_SDK_DISABLED or APM_ENABLED. */
  readonly isOff: boolean;
  readonly warnings: readonly string[];
  readonly program: ProgramResult | null;
  readonly main: ProcessReport | undefined;
  readonly signals: readonly SignalResult[];
  readonly clock: ClockSkew | null;
}

/** All that is wrong, the worst first. */
export const findProblems = ({
  isOff,
  warnings,
  program,
  main,
  signals,
  clock,
}: Findings): readonly Problem[] => {
  const off: Problem = {
    severity: 'error',
    message: 'Binnacle is switched off by OTEL_SDK_DISABLED or APM_ENABLED',
    fix: 'unset the variable',
  };
  const problems: readonly Problem[] = [
    ...(isOff ? [off] : []),
    ...(program && !isOff ? ofProgram(program, main !== undefined) : []),
    ...(main ? ofProcess(main) : []),
    ...ofSignals(signals),
    ...(clock && isSkewed(clock) ? [describeSkew(clock)] : []),
    ...warnings.map((message): Problem => ({ severity: 'warning', message })),
  ];
  return [...problems].sort((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'));
};
