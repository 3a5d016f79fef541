import { effective, placeOf, usedIn } from '../context.ts';
import { secondsOf } from '../duration.ts';
import { hasQueue, networkExporters } from '../network-exporters.ts';
import type { LintRule } from '../rule.ts';

/** Default of OTEL_EXPORTER_OTLP_TIMEOUT. */
const SENDER_SECONDS = 10;

export const rule: LintRule = {
  id: 'timeout-over-sender',
  severity: 'warning',
  source: 'https://opentelemetry.io/docs/specs/otel/protocol/exporter/#configuration-options',
  summary: 'senders that wait for an export wait longer than it takes',
  why: 'Where the sender waits for the result, it gives up after 10 s by default and sends the same data again, while the first export still runs: the data is there twice.',
  good: `exporters: { otlp_grpc: { sending_queue: { storage: file_storage }, timeout: 30s } }`,
  bad: `exporters:
  otlp_grpc:
    timeout: 30s # here
    sending_queue: { storage: null, wait_for_result: true }
`,
  *check(context) {
    for (const exporter of networkExporters(context)) {
      const answers =
        !hasQueue(exporter) || effective(exporter, ['sending_queue', 'wait_for_result']) === true;
      // A batch processor has answered already.
      const waits =
        answers &&
        exporter.pipelines.some(
          (pipeline) =>
            !usedIn(context, pipeline, 'processors').some(({ component }) => component.type === 'batch'),
        );
      const timeout = secondsOf(effective(exporter, ['timeout']));
      if (waits && timeout !== undefined && timeout > SENDER_SECONDS)
        yield {
          place: placeOf(exporter, ['timeout']),
          path: [...exporter.path, 'timeout'],
          message: `senders wait for the result, by default ${SENDER_SECONDS} s, and this takes ${timeout} s; shorten it`,
        };
    }
  },
};
