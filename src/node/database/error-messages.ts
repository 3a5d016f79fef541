type CleanMessage = (message: string) => string;

/** Makes a function that puts `?` in the place of what the first group of each pattern is followed by. */
const without =
  (...patterns: readonly RegExp[]): CleanMessage =>
  (message) =>
    patterns.reduce((text, pattern) => text.replace(pattern, '$1?'), message);

/**
 * What databases say of a fault, without the values in it. A statement that a value has broken, such as an apostrophe
 * in a name, is told with a part of the value, so what it was broken at goes whatever it is. The patterns end at the
 * last mark of the message, because a value may have marks of its own.
 */
export const cleanPostgresMessage = without(
  // `invalid input syntax for type integer: "4a"`
  /(: )"[\s\S]*"/,
  // `syntax error at or near "Brien"`, `unterminated quoted string at or near "'text"`
  /( at or near )"[\s\S]*"/,
);

export const cleanSqliteMessage = without(
  // `unrecognized token: "'text"`
  /(unrecognized token: )"[\s\S]*"/,
  // `near "Brien": syntax error`
  /(near )"[\s\S]*"(?=: syntax error)/,
);

/** https://learn.microsoft.com/en-us/sql/relational-databases/errors-events/database-engine-events-and-errors */
export const cleanSqlServerMessage = without(
  // `Incorrect syntax near 'Brien'.`, `… the varchar value 'text' to data type int.`, `… after the character string 'text'.`
  /\b((?:near|value|string) )'[\s\S]*'/,
  // `The duplicate key value is (text).`
  /(duplicate key value is )\([\s\S]*\)/,
  // `… column 'note'. Truncated value: 'text'.`
  /(Truncated value: )'[\s\S]*'/,
);

export const cleanOracleMessage = without(
  // `… row with column values (NOTE:'text') already exists`
  /(column values )\([\s\S]*\)/,
);
