// The entry of OpenTelemetry in the trace state, as the Collector's samplers read and write it.
// https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/v0.155.0/pkg/sampling

const MAX_STATE = 1024;
const MAX_MEMBERS = 32;
const MAX_OT = 256;
const HEX_DIGITS = 14;

interface Pair {
  readonly key: string;
  readonly value: string;
}

export interface OtTraceState {
  /** `rv`, 56 bits. */
  readonly randomness: bigint | undefined;
  /** `th`, 56 bits: what is below is rejected. */
  readonly threshold: bigint | undefined;
  readonly other: readonly Pair[];
  /** Members of others than OpenTelemetry. */
  readonly vendors: readonly Pair[];
}

/** That of a span without one. */
export const NO_STATE: OtTraceState = { randomness: undefined, threshold: undefined, other: [], vendors: [] };

const KEY = /^(?:[a-z][a-z0-9_\-*/]*|[a-z0-9][a-z0-9_\-*/]*@[a-z][a-z0-9_\-*/]*)$/;
const VALUE = /^[ -+\--<>-~]{0,255}[!-+\--<>-~]$/;
const OT_MEMBER = /^[a-z][a-z0-9]*:[a-zA-Z0-9._-]*$/;
const HEX = /^[0-9a-fA-F]+$/;

/** Undefined where it is not valid. */
const readOt = (text: string): Omit<OtTraceState, 'vendors'> | undefined => {
  const members = text.split(';');
  if (text.length > MAX_OT || !members.every((member) => OT_MEMBER.test(member))) return undefined;
  let randomness: bigint | undefined;
  let threshold: bigint | undefined;
  const other: Pair[] = [];
  for (const member of members) {
    const colon = member.indexOf(':');
    const [key, value] = [member.slice(0, colon), member.slice(colon + 1)];
    if (key === 'rv') {
      if (value.length !== HEX_DIGITS || !HEX.test(value)) return undefined;
      randomness = BigInt(`0x${value}`);
    } else if (key === 'th') {
      if (value.length > HEX_DIGITS || !HEX.test(value)) return undefined;
      threshold = BigInt(`0x${value.padEnd(HEX_DIGITS, '0')}`);
    } else other.push({ key, value });
  }
  return { randomness, threshold, other };
};

/** What a trace state says; undefined where it is not valid. */
export const readOtTraceState = (text: string): OtTraceState | undefined => {
  if (text === '') return NO_STATE;
  if (text.length > MAX_STATE) return undefined;
  const vendors: Pair[] = [];
  let own: Omit<OtTraceState, 'vendors'> = NO_STATE;
  const members = text.split(',');
  if (text.endsWith(',')) members.pop();
  if (members.length >= MAX_MEMBERS) return undefined;
  for (const each of members) {
    const member = each.replace(/^[ \t]+|[ \t]+$/g, '');
    if (member === '') continue;
    const equals = member.indexOf('=');
    const [key, value] = [member.slice(0, Math.max(equals, 0)), member.slice(equals + 1)];
    if (!KEY.test(key) || !VALUE.test(value)) return undefined;
    if (key !== 'ot') {
      const [tenant = '', system = ''] = key.split('@');
      if (key.length > 256 || tenant.length > (key.includes('@') ? 241 : 256) || system.length > 14)
        return undefined;
      vendors.push({ key, value });
      continue;
    }
    const read = readOt(value);
    if (!read) return undefined;
    own = read;
  }
  return { ...own, vendors };
};

const digits = (bits: bigint): string => bits.toString(16).padStart(HEX_DIGITS, '0');

/** A threshold as `th` writes it, without trailing zeros. */
const thresholdText = (threshold: bigint): string =>
  threshold === 0n ? '0' : digits(threshold).replace(/0+$/, '');

export const writeOtTraceState = ({ randomness, threshold, other, vendors }: OtTraceState): string => {
  const own = [
    ...(randomness === undefined ? [] : [`rv:${digits(randomness)}`]),
    ...(threshold === undefined ? [] : [`th:${thresholdText(threshold)}`]),
    ...other.map(({ key, value }) => `${key}:${value}`),
  ];
  return [
    ...(own.length > 0 ? [`ot=${own.join(';')}`] : []),
    ...vendors.map(({ key, value }) => `${key}=${value}`),
  ].join(',');
};

/** How many spans one stands for, by its threshold; undefined where it says none. */
export const adjustedCount = (traceState: string): number | undefined => {
  if (!traceState.includes('ot=')) return undefined;
  const threshold = readOtTraceState(traceState)?.threshold;
  if (threshold === undefined) return undefined;
  return 2 ** 56 / Number((1n << 56n) - threshold);
};
