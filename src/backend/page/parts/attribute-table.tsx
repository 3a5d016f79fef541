import type { Attributes } from '../../model.ts';
import { formatValue } from '../format.ts';

/** Keys and values, sorted by key, as text. */
export const AttributeTable = ({ attributes }: { attributes: Attributes }) => {
  const rows = Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1));
  if (rows.length === 0) return <p class="muted">No attributes.</p>;
  return (
    <dl class="attributes">
      {rows.map(([key, value]) => (
        <div key={key}>
          <dt>{key}</dt>
          <dd>{formatValue(value)}</dd>
        </div>
      ))}
    </dl>
  );
};
