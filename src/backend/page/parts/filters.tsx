import { useEffect, useRef, useState } from 'preact/hooks';

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export const SelectField = ({
  label,
  value,
  options,
  any = 'All',
  onChange,
}: FieldProps & { options: readonly string[]; any?: string }) => (
  <label class="field">
    <span>{label}</span>
    <select value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
      <option value="">{any}</option>
      {value !== '' && !options.includes(value) && <option value={value}>{value}</option>}
      {options.map((option) => (
        <option key={option} value={option}>
          {option}
        </option>
      ))}
    </select>
  </label>
);

/** How long typing has to rest before the filter is used, in milliseconds. */
const PAUSE_MILLIS = 250;

interface TextFieldProps extends FieldProps {
  readonly placeholder?: string;
  /** Asks a telephone for its keyboard of digits. */
  readonly numeric?: boolean;
}

export const TextField = ({ label, value, placeholder = '', numeric, onChange }: TextFieldProps) => {
  const [text, setText] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => setText(value), [value]);
  const change = (next: string): void => {
    setText(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onChange(next.trim()), PAUSE_MILLIS);
  };
  return (
    <label class="field">
      <span>{label}</span>
      <input
        type="text"
        inputMode={numeric ? 'decimal' : 'search'}
        placeholder={placeholder}
        value={text}
        maxLength={500}
        onInput={({ currentTarget }) => change(currentTarget.value)}
      />
    </label>
  );
};
