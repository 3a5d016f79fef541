import { optional, setting } from '../setting.ts';
import { anyText, boolean } from '../value-types.ts';

/** How Binnacle starts beside other agents and on platforms that start a process for a request. */
export const startup = {
  alongside: setting(
    'BINNACLE_ALONGSIDE',
    boolean,
    false,
    'starts although another OpenTelemetry SDK or agent is in the process; requests may be traced twice',
  ),
  preload: optional(
    'BINNACLE_PRELOAD',
    boolean,
    'loads the instrumentations of installed packages, and what makes metrics and log records, at start and not when they are first needed; true on serverless platforms',
  ),
  serverlessPlatform: optional(
    'AWS_LAMBDA_FUNCTION_NAME',
    anyText,
    'set by the platform itself, any of them; a cold start then happens before the first request and not in it',
    {
      aliases: [
        'FUNCTION_TARGET',
        'FUNCTION_NAME',
        'K_SERVICE',
        'FUNCTIONS_WORKER_RUNTIME',
        'VERCEL',
        'NETLIFY',
      ],
    },
  ),
  doctorFolder: optional(
    'BINNACLE_DOCTOR_FOLDER',
    anyText,
    'set by `binnacle doctor` for the program that it runs: the folder that reports are written to',
  ),
} as const;
