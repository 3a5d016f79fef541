import type { Count } from '../../store/counters.ts';
import type { Summary } from '../../store/store.ts';
import { formatBytes, formatCount } from '../format.ts';

const UNITS = { traces: 'spans', metrics: 'metric points', logs: 'log records' } as const;

const REASONS: Readonly<Record<Count['reason'], string>> = {
  invalid: 'not valid OTLP',
  duplicate: 'sent twice',
  out_of_order: 'older than what was counted',
  trace_full: 'over the limit of their trace',
  evicted: 'made room for newer ones',
  expired: 'older than the retention',
  series_limit: 'over the limit of series',
  malformed: 'malformed',
  too_large: 'too large',
  unsupported: 'of an unsupported type',
  busy: 'too many at once',
  timeout: 'too slow',
};

const Meter = ({
  label,
  used,
  max,
  detail,
}: {
  label: string;
  used: number;
  max: number;
  detail: string;
}) => (
  <div class="meter">
    <span>{label}</span>
    <progress value={Math.min(used, max)} max={max} aria-label={`${label}: ${detail}`} />
    <span class="muted">{detail}</span>
  </div>
);

/** How full the memory is, and what was not kept and why. */
export const Footer = ({ summary: { stores, counters } }: { summary: Summary }) => {
  const { traces, logs, metrics } = stores;
  const spans = traces.spans / traces.maxSpans > traces.bytes / traces.maxBytes;
  const records = logs.records / logs.maxRecords > logs.bytes / logs.maxBytes;
  const lost = [
    ...counters.dropped.map(
      ({ signal, reason, count }) => `${formatCount(count)} ${UNITS[signal]} ${REASONS[reason]}`,
    ),
    ...counters.refused.map(
      ({ signal, reason, count }) =>
        `${formatCount(count)} requests with ${signal} refused: ${REASONS[reason]}`,
    ),
    ...(counters.truncatedValues > 0 ? [`${formatCount(counters.truncatedValues)} values shortened`] : []),
  ];
  return (
    <footer data-testid="footer">
      <Meter
        label="Spans"
        used={spans ? traces.spans : traces.bytes}
        max={spans ? traces.maxSpans : traces.maxBytes}
        detail={`${formatCount(traces.spans)} in ${formatCount(traces.traces)} traces, ${formatBytes(traces.bytes)}`}
      />
      <Meter
        label="Logs"
        used={records ? logs.records : logs.bytes}
        max={records ? logs.maxRecords : logs.maxBytes}
        detail={`${formatCount(logs.records)} records, ${formatBytes(logs.bytes)}`}
      />
      <Meter
        label="Endpoints"
        used={metrics.endpoints}
        max={metrics.maxEndpoints}
        detail={`${formatCount(metrics.endpoints)} of ${formatCount(metrics.maxEndpoints)}`}
      />
      <p class="lost" data-testid="dropped">
        {lost.length === 0 ? 'Nothing dropped.' : `Not kept: ${lost.join(' · ')}.`}
      </p>
    </footer>
  );
};
