import type { Summary } from '../../store/store.ts';
import type { TraceSummary } from '../../store/trace-query.ts';
import { useFetched } from '../fetched.ts';
import { formatDuration, formatTime } from '../format.ts';
import { Empty, Failed } from '../parts/empty.tsx';
import { SelectField, TextField } from '../parts/filters.tsx';
import { ServiceName } from '../parts/service-colour.tsx';
import { hrefOf, type Route, replaceParameters } from '../route.ts';

const FILTERS = ['service', 'endpoint', 'minDurationMillis', 'status', 'text'] as const;

const urlOf = ({ parameters }: Route): string => {
  const given = FILTERS.flatMap((name) => (parameters[name] ? [[name, parameters[name]]] : []));
  return `/api/traces?${new URLSearchParams(given as string[][])}`;
};

const Filters = ({ route, summary }: { route: Route; summary: Summary }) => {
  const { parameters } = route;
  const set = (name: string) => (value: string) => replaceParameters(route, { [name]: value });
  const endpoints = summary.endpoints
    .filter(({ service }) => !parameters.service || service === parameters.service)
    .map(({ endpoint }) => endpoint);
  return (
    <search class="filters">
      <SelectField
        label="Service"
        value={parameters.service ?? ''}
        options={summary.services.map(({ service }) => service)}
        onChange={(service) => replaceParameters(route, { service, endpoint: '' })}
      />
      <SelectField
        label="Endpoint"
        value={parameters.endpoint ?? ''}
        options={[...new Set(endpoints)].sort()}
        onChange={set('endpoint')}
      />
      <SelectField
        label="Status"
        value={parameters.status ?? ''}
        options={['error', 'ok']}
        onChange={set('status')}
      />
      <TextField
        label="Longer than (ms)"
        numeric
        value={parameters.minDurationMillis ?? ''}
        onChange={set('minDurationMillis')}
      />
      <TextField
        label="Text"
        placeholder="name, id, attribute value"
        value={parameters.text ?? ''}
        onChange={set('text')}
      />
    </search>
  );
};

const TraceRow = ({ trace, slowest }: { trace: TraceSummary; slowest: number }) => (
  <tr data-testid="trace-row" data-trace-id={trace.traceId} class={trace.errorCount > 0 ? 'has-error' : ''}>
    <th scope="row">
      <a href={hrefOf('traces', {}, trace.traceId)}>{trace.name || trace.traceId}</a>
      <span class="services">
        {trace.services.map((service) => (
          <ServiceName key={service} service={service} />
        ))}
      </span>
    </th>
    <td class="duration">
      <strong>{formatDuration(trace.durationMillis)}</strong>
      <span class="bar">
        <i style={{ width: `${(100 * trace.durationMillis) / slowest}%` }} />
      </span>
    </td>
    <td>{trace.errorCount > 0 ? <b class="badge">{trace.errorCount}</b> : <span class="muted">–</span>}</td>
    <td class="wide">{trace.spanCount}</td>
    <td class="wide">
      <time>{formatTime(trace.startMillis)}</time>
    </td>
  </tr>
);

export const TracesView = ({ route, summary }: { route: Route; summary: Summary }) => {
  const { value, error } = useFetched<{ traces: readonly TraceSummary[] }>(
    urlOf(route),
    summary.revisions.traces,
  );
  const traces = value?.traces ?? [];
  const slowest = Math.max(...traces.map(({ durationMillis }) => durationMillis), 1e-6);
  return (
    <>
      <h1 class="sr-only">Traces</h1>
      <Filters route={route} summary={summary} />
      <Failed error={error} />
      {value && traces.length === 0 && <Empty title="No trace matches" />}
      {traces.length > 0 && (
        <section class="card">
          <table class="traces">
            <thead>
              <tr>
                <th scope="col">Trace</th>
                <th scope="col">Duration</th>
                <th scope="col">Errors</th>
                <th scope="col" class="wide">
                  Spans
                </th>
                <th scope="col" class="wide">
                  Start
                </th>
              </tr>
            </thead>
            <tbody>
              {traces.map((trace) => (
                <TraceRow key={trace.traceId} trace={trace} slowest={slowest} />
              ))}
            </tbody>
          </table>
        </section>
      )}
    </>
  );
};
