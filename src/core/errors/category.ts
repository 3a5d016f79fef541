import type { Fault } from './fault.ts';
import { readStack } from './stack-frames.ts';

/** What kind of fault it is, which tells who has to look. */
export type ErrorCategory =
  | 'timeout'
  | 'network'
  | 'database'
  | 'validation'
  | 'programming'
  | 'resource'
  | 'third_party'
  | 'unknown';

interface Sign {
  readonly category: ErrorCategory;
  readonly code?: RegExp;
  readonly type?: RegExp;
  readonly message?: RegExp;
}

/**
 * The first that fits counts. Codes of the system: https://nodejs.org/api/errors.html#common-system-errors; of undici:
 * https://undici.nodejs.org/#/docs/api/Errors; SQLSTATE: https://www.postgresql.org/docs/current/errcodes-appendix.html,
 * https://dev.mysql.com/doc/mysql-errors/8.4/en/; Prisma: https://www.prisma.io/docs/orm/reference/error-reference.
 */
const SIGNS: readonly Sign[] = [
  {
    category: 'resource',
    code: /^(?:E(?:MFILE|NFILE|NOSPC|NOMEM|DQUOT|AGAIN|FBIG)|ERR_(?:WORKER_OUT_OF_MEMORY|STRING_TOO_LONG|BUFFER_TOO_LARGE)|53\w{3}|54\w{3}|ER_(?:OUT_OF_RESOURCES|CON_COUNT_ERROR|DISK_FULL|RECORD_FILE_FULL))$/,
    type: /^(?:OutOfMemory|MachineRestarted)$/,
    message: /\bout of memory\b|^Maximum call stack|^too much recursion|^Invalid (?:array|string) length/i,
  },
  {
    category: 'timeout',
    code: /^(?:ETIMEDOUT|ESOCKETTIMEDOUT|UND_ERR_(?:\w+_)?TIMEOUT|ERR_HTTP_REQUEST_TIMEOUT|57014|P2024|ER_LOCK_WAIT_TIMEOUT|ER_QUERY_TIMEOUT|50|4)$/,
    type: /Timeout(?:Error|Exception)?$|^TimeLimit/,
    message: /\b(?:timed out|timeout (?:of|exceeded|acquiring|expired))\b/i,
  },
  {
    category: 'database',
    code: /^(?:(?=\w*\d)[0-9A-Z]{5}|ER_\w+|P[1-3]\d{3}|SQLITE_\w+|ERR_SQLITE_ERROR|ORA-\d+|WRONGTYPE|NOAUTH|CROSSSLOT|PROTOCOL_\w+)$/,
    type: /^(?:Mongo|Prisma|Sequelize|QueryFailed|Redis|ReplyError|SqliteError|DatabaseError|Cassandra|Elasticsearch|Knex|MikroORM|Driver)/,
  },
  {
    category: 'network',
    code: /^(?:E(?:CONN(?:REFUSED|RESET|ABORTED)|NOTFOUND|AI_\w+|PIPE|HOST(?:UNREACH|DOWN)|NET(?:UNREACH|DOWN|RESET)|PROTO|ADDRNOTAVAIL)|UND_ERR_\w+|ERR_(?:TLS|SSL|HTTP2)_\w+|CERT_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+|HPE_\w+|14)$/,
    message: /^(?:fetch failed|Failed to fetch|Load failed|NetworkError|socket hang up)/,
  },
  {
    category: 'validation',
    code: /^(?:ERR_INVALID_\w+|ERR_VALIDATION|FST_ERR_VALIDATION|EBADCSRFTOKEN)$/,
    type: /Validation(?:Error|Exception)$|^(?:Zod|Yup|Joi|Ajv|Valibot|BadRequest|UnprocessableEntity|InvalidArgument)/,
  },
  {
    category: 'programming',
    type: /^(?:TypeError|ReferenceError|RangeError|SyntaxError|EvalError|InternalError|AssertionError|EventLoopBlocked)$/,
  },
];

const fits = ({ code, type, message }: Sign, fault: Fault): boolean =>
  (code !== undefined && fault.code !== undefined && code.test(fault.code)) ||
  (type?.test(fault.type) ?? false) ||
  (message?.test(fault.message) ?? false);

const ownCategory = (fault: Fault): ErrorCategory | undefined =>
  SIGNS.find((sign) => fits(sign, fault))?.category;

/** Thrown in a package. */
const isOfPackage = ({ stack = '' }: Fault): boolean =>
  readStack(stack).find(({ origin }) => origin !== 'runtime')?.origin === 'package';

/** The innermost cause that tells its kind decides: a wrapper says less of what happened than what it wraps. */
export const categoryOf = (fault: Fault): ErrorCategory => {
  const chain: Fault[] = [];
  for (let at: Fault | undefined = fault; at; at = at.cause) chain.push(at);
  for (const one of chain.toReversed()) {
    const category = ownCategory(one);
    if (category) return category;
  }
  return isOfPackage(chain.at(-1) ?? fault) ? 'third_party' : 'unknown';
};
