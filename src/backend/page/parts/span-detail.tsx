import type { Span } from '../../model.ts';
import { formatDuration } from '../format.ts';
import { hrefOf } from '../route.ts';
import { AttributeTable } from './attribute-table.tsx';
import { ServiceName } from './service-colour.tsx';

/** One span: its status, attributes, events, links and resource. */
export const SpanDetail = ({ span, traceStartMillis }: { span: Span; traceStartMillis: number }) => (
  <section class="card span-detail" data-testid="span-detail" aria-label="Span">
    <h2>
      <span>{span.name || span.spanId}</span>
      {span.status !== 'unset' && <b class={`status ${span.status}`}>{span.status}</b>}
    </h2>
    <p class="facts">
      <ServiceName service={span.source.service} />
      <span>{span.kind}</span>
      <span>{formatDuration(span.durationMillis)}</span>
      <span>at +{formatDuration(Math.max(0, span.startMillis - traceStartMillis))}</span>
    </p>
    {span.statusMessage !== '' && <p class="status-message">{span.statusMessage}</p>}
    <h3>Attributes</h3>
    <AttributeTable attributes={span.attributes} />
    {span.events.length > 0 && <h3>Events</h3>}
    {span.events.map((event, i) => (
      <details key={i} open={event.name === 'exception'}>
        <summary>
          {event.name}{' '}
          <span class="muted">+{formatDuration(Math.max(0, event.timeMillis - traceStartMillis))}</span>
        </summary>
        <AttributeTable attributes={event.attributes} />
      </details>
    ))}
    {span.links.length > 0 && <h3>Links</h3>}
    {span.links.map(({ traceId, spanId }) => (
      <p key={`${traceId}${spanId}`}>
        <a href={hrefOf('traces', { span: spanId }, traceId)}>{traceId}</a>
      </p>
    ))}
    <details>
      <summary>Resource and scope</summary>
      <AttributeTable attributes={{ ...(span.scope && { scope: span.scope }), ...span.source.resource }} />
    </details>
  </section>
);
