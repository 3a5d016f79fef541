import type { Summary, TraceDetail } from '../../store/store.ts';
import { useFetched } from '../fetched.ts';
import { formatDuration, formatTime } from '../format.ts';
import { Empty } from '../parts/empty.tsx';
import { LogList } from '../parts/log-list.tsx';
import { ServiceName } from '../parts/service-colour.tsx';
import { SpanDetail } from '../parts/span-detail.tsx';
import { Waterfall } from '../parts/waterfall.tsx';
import { hrefOf, type Route, replaceParameters } from '../route.ts';

const TraceHeading = ({ trace }: { trace: TraceDetail }) => (
  <div class="trace-heading">
    <a class="back" href={hrefOf('traces')}>
      ← Traces
    </a>
    <h1>{trace.name || trace.traceId}</h1>
    <p class="facts">
      <strong>{formatDuration(trace.durationMillis)}</strong>
      <span>{trace.spanCount} spans</span>
      {trace.errorCount > 0 && <b class="bad">{trace.errorCount} with errors</b>}
      <span>{formatTime(trace.startMillis)}</span>
      {trace.services.map((service) => (
        <ServiceName key={service} service={service} />
      ))}
      <code>{trace.traceId}</code>
    </p>
  </div>
);

const TraceLogs = ({ trace }: { trace: TraceDetail }) => (
  <section class="card" data-testid="trace-logs" aria-label="Logs of this trace">
    <h2>
      Logs <span class="muted">{trace.logs.length}</span>
    </h2>
    {trace.logs.length === 0 ? (
      <p class="muted inset">No log record carries this trace's id.</p>
    ) : (
      <LogList
        logs={trace.logs}
        timeOf={({ timeMillis }) => `+${formatDuration(Math.max(0, timeMillis - trace.startMillis))}`}
      />
    )}
  </section>
);

/** One trace: its waterfall, the chosen span, and its logs beside them. */
export const TraceView = ({ route, summary }: { route: Route; summary: Summary }) => {
  const { traces, logs } = summary.revisions;
  const url = `/api/traces/${encodeURIComponent(route.id)}`;
  const { value: trace, error } = useFetched<TraceDetail>(url, traces + logs);
  if (!trace)
    return error ? (
      <Empty title="This trace is not here">
        <p>It was dropped to make room, or is older than the retention. {error}</p>
        <a href={hrefOf('traces')}>All traces</a>
      </Empty>
    ) : null;
  const selected = trace.spans.find(({ spanId }) => spanId === route.parameters.span);
  const select = (spanId: string): void =>
    replaceParameters(route, { span: spanId === route.parameters.span ? '' : spanId });
  return (
    <>
      <TraceHeading trace={trace} />
      <div class="trace">
        <Waterfall trace={trace} selected={selected?.spanId ?? ''} onSelect={select} />
        <aside>
          {selected && <SpanDetail span={selected} traceStartMillis={trace.startMillis} />}
          <TraceLogs trace={trace} />
        </aside>
      </div>
    </>
  );
};
