/** How a database reads its statements, as far as that says where a literal begins and ends. */
export interface SqlDialect {
  /**
   * Whether a backslash in a string escapes what follows. `escape` and `plain` are what the manual says; of a
   * dialect that is not known nothing is said.
   */
  readonly backslash: 'escape' | 'plain' | 'unknown';
  /** Whether a setting of the server turns that round: NO_BACKSLASH_ESCAPES, standard_conforming_strings. */
  readonly backslashIsSetting?: boolean;
  /** What double quotes are around; `either`: a name where one can stand, else a string. */
  readonly doubleQuotes: 'name' | 'string' | 'either';
  /** `[a name]` */
  readonly brackets?: boolean;
  /** `e'\''`, where a backslash escapes whatever the dialect says otherwise. */
  readonly escapeStrings?: boolean;
  /** `q'[it's]'` */
  readonly alternativeQuotes?: boolean;
  /** What `#` begins; `perhaps`: a comment, unless it is an operator. */
  readonly hash: 'comment' | 'perhaps' | 'word';
  /** Whether `--` begins a comment only where a blank follows. */
  readonly dashesNeedBlank?: boolean;
  /** Whether `//` begins a comment. */
  readonly slashes?: 'comment' | 'perhaps';
  readonly nestedComments: 'yes' | 'no' | 'unknown';
  /** Characters that are part of a word, but do not begin one. */
  readonly insideWords: string;
  /** `table@link` is a name. Elsewhere a word with `@` inside is taken for an address. */
  readonly links?: boolean;
  /** `EXEC greet Jo`: a word among the arguments of a procedure is a string. */
  readonly wordArguments?: 'anywhere' | 'at start';
  /** `SET name = word`: a word there is a value. */
  readonly wordSettings?: boolean;
  /** `INSERT INTO t FORMAT CSV 1,Jo`: what follows is data. */
  readonly formatData?: boolean;
}

/** The SQL standard, where `"` is around names: Trino, Db2, H2 and others. */
const standard: SqlDialect = {
  backslash: 'plain',
  doubleQuotes: 'name',
  hash: 'perhaps',
  nestedComments: 'unknown',
  insideWords: '$#',
};

/** https://www.postgresql.org/docs/current/sql-syntax-lexical.html */
const postgresql: SqlDialect = {
  backslash: 'plain',
  backslashIsSetting: true,
  doubleQuotes: 'name',
  escapeStrings: true,
  hash: 'perhaps',
  nestedComments: 'yes',
  insideWords: '$',
  wordSettings: true,
};

/**
 * https://dev.mysql.com/doc/refman/8.4/en/string-literals.html
 * https://dev.mysql.com/doc/refman/8.4/en/comments.html
 */
const mysql: SqlDialect = {
  backslash: 'escape',
  backslashIsSetting: true,
  doubleQuotes: 'string',
  hash: 'comment',
  dashesNeedBlank: true,
  nestedComments: 'no',
  insideWords: '$',
};

/**
 * https://learn.microsoft.com/sql/t-sql/data-types/constants-transact-sql
 * https://learn.microsoft.com/sql/t-sql/statements/set-quoted-identifier-transact-sql
 */
const sqlServer: SqlDialect = {
  backslash: 'plain',
  doubleQuotes: 'either',
  brackets: true,
  hash: 'word',
  nestedComments: 'yes',
  insideWords: '$#',
  wordArguments: 'anywhere',
};

/** https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/Literals.html */
const oracle: SqlDialect = {
  backslash: 'plain',
  doubleQuotes: 'name',
  alternativeQuotes: true,
  hash: 'perhaps',
  nestedComments: 'no',
  insideWords: '$#',
  links: true,
};

/**
 * https://www.sqlite.org/lang_expr.html#literal_values_constants_
 * https://www.sqlite.org/quirks.html#double_quoted_string_literals_are_accepted
 */
const sqlite: SqlDialect = {
  backslash: 'plain',
  doubleQuotes: 'either',
  brackets: true,
  hash: 'perhaps',
  nestedComments: 'no',
  insideWords: '$',
  wordSettings: true,
};

/** https://docs.snowflake.com/en/sql-reference/data-types-text#string-constants */
const snowflake: SqlDialect = {
  backslash: 'escape',
  doubleQuotes: 'name',
  hash: 'perhaps',
  slashes: 'comment',
  nestedComments: 'no',
  insideWords: '$',
};

/** https://cassandra.apache.org/doc/latest/cassandra/developing/cql/definitions.html */
const cassandra: SqlDialect = {
  backslash: 'plain',
  doubleQuotes: 'name',
  hash: 'perhaps',
  slashes: 'comment',
  nestedComments: 'no',
  insideWords: '',
};

/** https://clickhouse.com/docs/sql-reference/syntax */
const clickhouse: SqlDialect = {
  backslash: 'escape',
  doubleQuotes: 'name',
  hash: 'comment',
  nestedComments: 'unknown',
  insideWords: '$',
  formatData: true,
};

/** https://cwiki.apache.org/confluence/display/Hive/LanguageManual+Types */
const hive: SqlDialect = { ...mysql, backslashIsSetting: false, hash: 'perhaps', dashesNeedBlank: false };

/** Of an unknown database: whatever can be read in two ways is not kept. */
const unknown: SqlDialect = {
  backslash: 'unknown',
  doubleQuotes: 'string',
  escapeStrings: true,
  alternativeQuotes: true,
  hash: 'perhaps',
  slashes: 'perhaps',
  nestedComments: 'unknown',
  insideWords: '$',
  wordArguments: 'at start',
  wordSettings: true,
  formatData: true,
};

/**
 * By `db.system.name`, by its older values and by what drivers and query builders say.
 * https://opentelemetry.io/docs/specs/semconv/registry/attributes/db/
 */
const DIALECTS: ReadonlyMap<string, SqlDialect> = new Map(
  (
    [
      [
        postgresql,
        'postgresql postgres pg pgnative pgsql cockroachdb cockroach aws.redshift redshift edb timescaledb',
      ],
      [mysql, 'mysql mysql2 mariadb tidb memsql singlestore'],
      [sqlServer, 'microsoft.sql_server mssql mssqlcompact sqlserver tedious azure.sql sybase'],
      [oracle, 'oracle.db oracle oracledb'],
      [sqlite, 'sqlite sqlite3 better-sqlite3 libsql'],
      [snowflake, 'snowflake'],
      [cassandra, 'cassandra scylladb'],
      [clickhouse, 'clickhouse'],
      [hive, 'hive spark databricks'],
      [
        standard,
        'trino presto ibm.db2 db2 derby h2database h2 hsqldb firebirdsql firebird ibm.netezza netezza teradata ' +
          'sap.hana hanadb sap.maxdb maxdb vertica duckdb aws.dynamodb dynamodb',
      ],
    ] as const
  ).flatMap(([dialect, names]) => names.split(' ').map((name) => [name, dialect] as const)),
);

export const dialectOf = (system: string | undefined): SqlDialect =>
  (system && (DIALECTS.get(system) ?? DIALECTS.get(system.toLowerCase()))) || unknown;
