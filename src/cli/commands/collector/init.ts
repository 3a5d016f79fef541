import { Command } from 'commander';
import type { Io } from '../../io.ts';
import type { PackageRoot } from '../../package-root.ts';
import { parseBackends, type TopologyFlags, withTopologyFlags } from './generate/flags.ts';
import { Interrupted, interview } from './generate/interview.ts';
import { type OutputOptions, refuseExisting, STDOUT, writeTopology } from './generate/write-files.ts';
import { checkedTopology, withOutputFlags } from './generate.ts';

const NOTES = `
Asks what is not given by a flag, with the answer that an empty line gives; Ctrl-C ends it and writes nothing.
Where there is a front end, it writes the proxy for its pages and prints the line for the page.
Without a terminal it asks nothing: what no flag says is the default, with Jaeger, Prometheus and files of logs as
backends. The flags are those of "binnacle collector generate".
Exit status: 0 written, 1 what was asked for does not go together, 2 the command line is wrong, 130 ended by Ctrl-C.

Examples:
  $ binnacle collector init
  $ binnacle collector init --topology gateway --out gateway.yaml
  $ binnacle collector init --backend jaeger,prometheus --memory 1024 --json < /dev/null
  $ binnacle collector init --browsers https://shop.example --browser-services shop-page
`;

const BACKENDS = [...parseBackends('jaeger,prometheus'), { type: 'file', signals: ['logs'] }] as const;

const INTERRUPTED = 130;

const flagsOf = async (flags: TopologyFlags, io: Io): Promise<TopologyFlags> => {
  const questions = io.questions?.();
  if (!questions) {
    const isWhole = flags.backend !== undefined || flags.topology === 'agent';
    return isWhole ? flags : { ...flags, backend: BACKENDS };
  }
  try {
    return await interview(flags, questions, io);
  } finally {
    questions.close();
  }
};

/** `binnacle collector init`: a configuration from answers. */
export const createInitCommand = (io: Io, root: PackageRoot): Command =>
  withOutputFlags(withTopologyFlags(new Command('init').description('ask, and write a configuration')))
    .addHelpText('after', NOTES)
    .action(async (flags: TopologyFlags & OutputOptions) => {
      try {
        // Before the questions, and not after them.
        if (flags.out !== STDOUT && !flags.force) refuseExisting([flags.out], io);
        writeTopology(checkedTopology(await flagsOf(flags, io)), flags, io, root);
      } catch (error) {
        if (!(error instanceof Interrupted)) throw error;
        io.stderr('\nnothing was written\n');
        io.exitCode = INTERRUPTED;
      }
    });
