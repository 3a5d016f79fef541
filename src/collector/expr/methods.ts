// Methods of the few Go types that an expression meets: https://pkg.go.dev/time
import type { Nature, Signature } from './nature.ts';

const signature = (results: string, ...params: readonly string[]): Signature => ({
  params,
  results: results.split(' '),
});

const named = (signatureOf: Signature, ...names: readonly string[]): Readonly<Record<string, Signature>> =>
  Object.fromEntries(names.map((name) => [name, signatureOf]));

const [TIME, DURATION] = ['time.Time', 'time.Duration'];

const METHODS: Readonly<Record<string, Readonly<Record<string, Signature>>>> = {
  [TIME]: {
    ...named(signature('int'), 'Day', 'Hour', 'Minute', 'Nanosecond', 'Second', 'Year', 'YearDay'),
    ...named(signature('int64'), 'Unix', 'UnixMicro', 'UnixMilli', 'UnixNano'),
    ...named(signature('string'), 'GoString', 'String'),
    ...named(signature('bool'), 'IsDST', 'IsZero'),
    ...named(signature(TIME), 'Local', 'UTC'),
    ...named(signature(TIME, DURATION), 'Add', 'Round', 'Truncate'),
    ...named(signature('bool', TIME), 'After', 'Before', 'Equal'),
    ...named(signature('[]uint8 error'), 'GobEncode', 'MarshalBinary', 'MarshalJSON', 'MarshalText'),
    ...named(signature('[]uint8 error', '[]uint8'), 'AppendBinary', 'AppendText'),
    AddDate: signature(TIME, 'int', 'int', 'int'),
    AppendFormat: signature('[]uint8', '[]uint8', 'string'),
    Clock: signature('int int int'),
    Compare: signature('int', TIME),
    Date: signature('int time.Month int'),
    Format: signature('string', 'string'),
    ISOWeek: signature('int int'),
    In: signature(TIME, '*time.Location'),
    Location: signature('*time.Location'),
    Month: signature('time.Month'),
    Sub: signature(DURATION, TIME),
    Weekday: signature('time.Weekday'),
    Zone: signature('string int'),
    ZoneBounds: signature(`${TIME} ${TIME}`),
  },
  [DURATION]: {
    ...named(signature('float64'), 'Hours', 'Minutes', 'Seconds'),
    ...named(signature('int64'), 'Microseconds', 'Milliseconds', 'Nanoseconds'),
    ...named(signature(DURATION, DURATION), 'Round', 'Truncate'),
    Abs: signature(DURATION),
    String: signature('string'),
  },
  'time.Month': { String: signature('string') },
  'time.Weekday': { String: signature('string') },
  '*time.Location': { String: signature('string') },
};

export const methodOf = ({ type }: Nature, name: string): Nature | undefined => {
  const methods = METHODS[type];
  const found = methods && Object.hasOwn(methods, name) ? methods[name] : undefined;
  return found && { type: `func of ${type}`, callable: { name, signature: found } };
};
