/** What a clock on the wall of a time zone shows. */
export interface LocalTime {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly day: number;
  /** Sunday is 0. */
  readonly weekday: number;
  /** Of the day, from 0. */
  readonly minute: number;
  readonly daysInMonth: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

const formatOf = (timeZone: string): Intl.DateTimeFormat => {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  formats.set(timeZone, format);
  return format;
};

/** Throws RangeError where there is no such time zone. */
export const localTime = (epochMillis: number, timeZone: string): LocalTime => {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(epochMillis)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const [year = 0, month = 0, day = 0] = (['year', 'month', 'day'] as const).map((part) => parts.get(part));
  return {
    year,
    month,
    day,
    weekday: new Date(Date.UTC(year, month - 1, day)).getUTCDay(),
    minute: (parts.get('hour') ?? 0) * 60 + (parts.get('minute') ?? 0),
    daysInMonth: new Date(Date.UTC(year, month, 0)).getUTCDate(),
  };
};

/** The name of a zone as Alertmanager looks it up: `Europe/Berlin`, not `europe/berlin`, not `+02:00`. */
export const isTimeZone = (name: string): boolean => {
  if (name === 'UTC') return true;
  if (!/^[A-Z][A-Za-z_]*(?:\/[A-Z][A-Za-z0-9_+-]*)+$/.test(name)) return false;
  try {
    formatOf(name);
    return true;
  } catch {
    return false;
  }
};

export const timeZones = (): readonly string[] => ['UTC', ...Intl.supportedValuesOf('timeZone')];
