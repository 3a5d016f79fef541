import { Command } from 'commander';
import { type Io, UsageError } from '../io.ts';
import { asUrl } from './audit/options.ts';
import { createSender, keyValues, nanos } from './probe/otlp.ts';

const NOTES = `
Says that a job has done its work. A job that is named in a file of probes, and does not say so in time, has an alert.
Goes to OTEL_EXPORTER_OTLP_ENDPOINT, or http://127.0.0.1:4318, with the certificates of OTEL_EXPORTER_OTLP_* and the
headers of BINNACLE_OTLP_HEADERS_FILE, as services send.
Exit status: 0, 1 where nobody has taken it, 2 for a wrong command line.

Examples:
  $ pg_dump shop > shop.sql && binnacle heartbeat nightly-backup
`;

const ID = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/** `binnacle heartbeat`: a job reports. */
export const createHeartbeatCommand = (io: Io): Command =>
  new Command('heartbeat')
    .description('say that a job has done its work')
    .argument('<id>', 'of the job, as in the file of probes')
    .option('--otlp <url>', 'where it goes, without /v1/metrics', asUrl)
    .addHelpText('after', NOTES)
    .action(async (id: string, { otlp }: { readonly otlp?: string }) => {
      if (!ID.test(id))
        throw new UsageError(
          `${JSON.stringify(id)} is not accepted; expected small letters, digits and hyphens, such as nightly-backup`,
        );
      const now = Date.now();
      const point = {
        attributes: keyValues({ heartbeat: id }),
        timeUnixNano: nanos(now),
        asDouble: now / 1_000,
      };
      const sender = createSender(io, 'binnacle-heartbeat', otlp);
      const fault = await sender.metrics([
        { name: 'heartbeat_success_time_seconds', unit: 's', gauge: { dataPoints: [point] } },
      ]);
      if (fault === undefined) return;
      io.stderr(`${fault}\n`);
      io.exitCode = 1;
    });
