const NO = new Set(['', 'false', '0', 'null']);
const YES = new Set(['true', '1']);

/** `true` and `false`, an object of `tls.connect`, or the name of a profile of mysql2, such as `Amazon RDS`. */
const tlsOf = (value: string): object | string | undefined => {
  const word = value.trim().toLowerCase();
  if (NO.has(word)) return undefined;
  if (YES.has(word)) return {};
  if (!word.startsWith('{')) return value;
  try {
    return JSON.parse(value) as object;
  } catch {
    // A connection without TLS would not be what was asked for, so that mysql2 may say what it does not know.
    return value;
  }
};

/**
 * What mysql2 connects with, without an option that would let a second statement through.
 *
 * @param url `mysql://user:password@host:port/database?ssl=true`
 */
export const mysqlOptionsOf = (url: string, timeoutMillis: number): object => {
  const { hostname, port, username, password, pathname, searchParams } = new URL(url);
  const ssl = tlsOf(searchParams.get('ssl') ?? '');
  return {
    host: hostname.replaceAll(/^\[|\]$/g, ''),
    ...(port !== '' && { port: Number(port) }),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: decodeURIComponent(pathname.slice(1)),
    connectTimeout: timeoutMillis,
    multipleStatements: false,
    ...(ssl !== undefined && { ssl }),
  };
};
