import { join } from 'node:path';
import { type BackendOptions, ListenError, startBackend } from '../../../backend/index.ts';
import type { Io } from '../../io.ts';
import { isLoopbackHost } from '../../loopback.ts';
import { pageSetup } from '../../page-setup.ts';
import type { Announce } from './announce.ts';
import { flagOf, type UpOptions } from './options.ts';

const HOUR_MILLIS = 3_600_000;
const DAY_MILLIS = 24 * HOUR_MILLIS;

/** Rates by the second are in memory. */
const HIGH_RESOLUTION_HOURS = { default: 1, most: 24 } as const;

const toBackendOptions = (
  { tracesRetentionDays, logsRetentionDays, highResolutionRetentionHours, ...rest }: UpOptions,
  directory: string,
  browserOrigins: readonly string[],
): Partial<BackendOptions> & Pick<BackendOptions, 'pageDirectory'> => ({
  ...rest,
  browserOrigins,
  tracesRetentionMillis: tracesRetentionDays * DAY_MILLIS,
  logsRetentionMillis: logsRetentionDays * DAY_MILLIS,
  highResolutionMillis:
    Math.min(highResolutionRetentionHours ?? HIGH_RESOLUTION_HOURS.default, HIGH_RESOLUTION_HOURS.most) *
    HOUR_MILLIS,
  pageDirectory: join(directory, 'dist', 'backend', 'page'),
});

/**
 * Runs the embedded backend until the process is asked to stop.
 * @param origins of pages whose data is taken too
 */
export const upEmbedded = async (
  options: UpOptions,
  directory: string,
  origins: readonly string[],
  announce: Announce,
  io: Io,
): Promise<void> => {
  try {
    const stopped = io.untilStopped();
    if ((options.highResolutionRetentionHours ?? 0) > HIGH_RESOLUTION_HOURS.most)
      io.stderr(`rates by the second are kept for ${HIGH_RESOLUTION_HOURS.most} hours at most\n`);
    const backend = await startBackend(toBackendOptions(options, directory, origins));
    if (!isLoopbackHost(options.host))
      io.stderr(`${options.host} is not only this machine: whoever reaches it can read the telemetry\n`);
    const hints: Parameters<Announce>[1] = [
      [
        'Send to it',
        `OTEL_EXPORTER_OTLP_ENDPOINT=${backend.otlpHttpUrl} node --import binnacle/register app.js`,
      ],
      ['Stop it', 'Ctrl-C'],
    ];
    announce(
      { page: backend.pageUrl, otlpHttp: backend.otlpHttpUrl, otlpGrpc: backend.otlpGrpcUrl },
      hints,
      origins.length > 0 ? pageSetup({ endpoint: backend.otlpHttpUrl, origins }) : undefined,
    );
    await stopped;
    await backend.stop();
  } catch (error) {
    if (!(error instanceof ListenError)) throw error;
    const { fault, purpose } = error;
    io.stderr(
      `${fault}; choose another with ${flagOf(purpose.option)} or ${purpose.variable} (0 takes a free one)\n`,
    );
    io.exitCode = 1;
  }
};
