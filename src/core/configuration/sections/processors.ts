import { choice, type Decoder, integer, mapped, object, required } from '../decode.ts';
import type { ExporterSettings } from '../plan.ts';
import { timeoutMillis } from './common.ts';

/** Most items of a queue, as for `OTEL_BSP_MAX_QUEUE_SIZE`. */
const MAX_QUEUE_SIZE = 1_000_000;

/**
 * The processors of spans or log records. A simple one is a batch of one without a delay: it exports each item at once,
 * one export at a time, and its queue is bounded.
 *
 * @param prefix of the settings for batches
 */
export const processorsOf = (
  prefix: 'bsp' | 'blrp',
  exporter: Decoder<ExporterSettings>,
  others: Readonly<Record<string, Decoder<ExporterSettings>>> = {},
): Decoder<ExporterSettings> => {
  const batch = object({
    schedule_delay: integer(0, 2_147_483_647),
    export_timeout: timeoutMillis,
    max_queue_size: integer(1, MAX_QUEUE_SIZE),
    max_export_batch_size: integer(1, MAX_QUEUE_SIZE),
    exporter: required(exporter),
  });
  const batchSettings = ({
    schedule_delay,
    export_timeout,
    max_queue_size,
    max_export_batch_size,
  }: {
    readonly [key: string]: unknown;
  }): ExporterSettings =>
    Object.fromEntries(
      Object.entries({
        ScheduleDelayMillis: schedule_delay,
        ExportTimeoutMillis: export_timeout,
        MaxQueueSize: max_queue_size,
        MaxExportBatchSize: max_export_batch_size,
      }).flatMap(([key, value]) => (value === undefined ? [] : [[`${prefix}${key}`, value]])),
    );
  return choice({
    batch: mapped(batch, (fields) => fields.exporter && { ...fields.exporter, ...batchSettings(fields) }),
    simple: mapped(
      object({ exporter: required(exporter) }),
      (fields) =>
        fields.exporter && {
          ...fields.exporter,
          ...batchSettings({ schedule_delay: 0, max_export_batch_size: 1 }),
        },
    ),
    ...others,
  }) as Decoder<ExporterSettings>;
};
