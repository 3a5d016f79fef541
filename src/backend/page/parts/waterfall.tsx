import { useMemo, useState } from 'preact/hooks';
import type { TraceDetail } from '../../store/store.ts';
import { formatDuration } from '../format.ts';
import { type Row, toRows } from '../tree.ts';
import { colourOf } from './service-colour.tsx';

const TICKS = [0, 0.25, 0.5, 0.75, 1];
/** Rows that are drawn before somebody asks for all. */
const FIRST_ROWS = 500;

/** Where the length is written: where there is room for it. */
const PLACES = {
  after: (_: number, end: number) => ({ left: `${end * 100}%` }),
  before: (start: number) => ({ right: `${(1 - start) * 100}%` }),
  inside: (start: number) => ({ left: `${start * 100}%` }),
} as const;

const Axis = ({ durationMillis }: { durationMillis: number }) => (
  <div class="axis" aria-hidden="true">
    <span>Span</span>
    <div class="ticks">
      {TICKS.map((part) => (
        <span key={part} style={{ left: `${part * 100}%` }}>
          {formatDuration(part * durationMillis)}
        </span>
      ))}
    </div>
  </div>
);

interface WaterfallRowProps {
  readonly row: Row;
  readonly selected: boolean;
  readonly onSelect: () => void;
}

const WaterfallRow = ({ row: { span, depth, offset, width }, selected, onSelect }: WaterfallRowProps) => {
  const isError = span.status === 'error';
  const { service } = span.source;
  const place = offset + width < 0.8 ? 'after' : offset > 0.2 ? 'before' : 'inside';
  return (
    <li>
      <button
        type="button"
        class={`row${isError ? ' has-error' : ''}`}
        data-testid="waterfall-row"
        data-span-id={span.spanId}
        data-status={span.status}
        aria-pressed={selected}
        onClick={onSelect}
        style={{ '--depth': Math.min(depth, 24), '--colour': colourOf(service) }}
      >
        <span class="label">
          <span class="name">
            {isError && <b class="mark" role="img" aria-label="error" />}
            {span.name || span.spanId}
          </span>
          <span class="muted">{service}</span>
        </span>
        <span class="lane">
          <i class="span-bar" style={{ left: `${offset * 100}%`, width: `${width * 100}%` }} />
          <span class={`length ${place}`} style={PLACES[place](offset, offset + width)}>
            {formatDuration(span.durationMillis)}
          </span>
        </span>
      </button>
    </li>
  );
};

interface WaterfallProps {
  readonly trace: TraceDetail;
  readonly selected: string;
  readonly onSelect: (spanId: string) => void;
}

/** The spans of a trace as bars on one time axis, each under its parent. */
export const Waterfall = ({ trace, selected, onSelect }: WaterfallProps) => {
  const [all, setAll] = useState(false);
  const { spans, startMillis, durationMillis } = trace;
  const rows = useMemo(
    () => toRows(spans, startMillis, durationMillis),
    [spans, startMillis, durationMillis],
  );
  const shown = all ? rows : rows.slice(0, FIRST_ROWS);
  return (
    <section class="card waterfall" aria-label="Waterfall">
      <Axis durationMillis={durationMillis} />
      <ol>
        {shown.map((row) => (
          <WaterfallRow
            key={row.span.spanId}
            row={row}
            selected={row.span.spanId === selected}
            onSelect={() => onSelect(row.span.spanId)}
          />
        ))}
      </ol>
      {shown.length < rows.length && (
        <button type="button" class="more" onClick={() => setAll(true)}>
          Show all {rows.length} spans
        </button>
      )}
    </section>
  );
};
