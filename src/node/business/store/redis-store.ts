import { type KeptTexts, readKept } from './read-kept.ts';
import {
  type KeptTransaction,
  MAX_KEPT_STEPS,
  STORE_DEFAULTS,
  type StoreOptions,
  type TransactionStore,
} from './transaction-store.ts';

/** A client of ioredis: `eval(script, 2, key, key, argument, …)`. */
interface IoredisClient {
  call: (...args: never[]) => unknown;
  // biome-ignore lint/suspicious/noExplicitAny: clients of several packages and versions declare it differently
  eval: (...args: any[]) => Promise<unknown>;
}
/** A client of node-redis, the package `redis`: `eval(script, { keys, arguments })`. */
interface NodeRedisClient {
  sendCommand: (...args: never[]) => unknown;
  // biome-ignore lint/suspicious/noExplicitAny: clients of several packages and versions declare it differently
  eval: (...args: any[]) => Promise<unknown>;
}

/** A client that is connected, of ioredis or node-redis, of one server or of a cluster. */
export type RedisClient = IoredisClient | NodeRedisClient;

export interface RedisStoreOptions extends StoreOptions {
  readonly redis: RedisClient;
  /** What every key begins with; `binnacle:{transactions}:` unless it is said. The braces keep them on one node of a cluster. */
  readonly prefix?: string;
}

// KEYS: prefix .. 'open' (scores: deadlines), prefix .. 'overdue' (scores: when they are forgotten). Of the latter those
// that nobody has told yet are in prefix .. 'claimed' (scores: when another may). A transaction is a hash and a list of
// steps; `overdue` of the hash is the time until which it is claimed, or `told`. All times are those of the server, because the clocks of the processes differ.
const HEAD = `
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local function text(number) return string.format('%.0f', number) end
local open, overdue = KEYS[1], KEYS[2]
local prefix = string.sub(open, 1, -5)
local claimed = prefix .. 'claimed'
local function keptOf(id)
  local key = prefix .. 't:' .. id
  -- Others may write into a store too: what is not of this package is none, and ends no script.
  local kept = redis.pcall('HMGET', key, 'record', 'start', 'overdue', 'last')
  local start = tonumber(kept[2] or '')
  if kept.err or not kept[1] or not start then return false end
  local steps = redis.pcall('LRANGE', prefix .. 's:' .. id, 0, ${MAX_KEPT_STEPS - 1})
  local is_overdue = kept[3] == 'told' or (kept[3] and (tonumber(kept[3]) or 0) > now)
  return { kept[1], text(now - start), is_overdue and '1' or '', kept[4] or '', steps.err and {} or steps }
end
`;

const PUT = `${HEAD}
redis.call('ZREMRANGEBYSCORE', overdue, '-inf', text(now))
if redis.call('ZCARD', open) + redis.call('ZCARD', overdue) >= tonumber(ARGV[4]) then return 0 end
local key = prefix .. 't:' .. ARGV[1]
redis.call('HSET', key, 'record', ARGV[2], 'start', text(now))
redis.call('PEXPIRE', key, text(tonumber(ARGV[3]) + tonumber(ARGV[5])))
redis.call('ZADD', open, text(now + tonumber(ARGV[3])), ARGV[1])
return 1
`;

const ENTER = `${HEAD}
local key = prefix .. 't:' .. ARGV[1]
if redis.call('EXISTS', key) == 1 then redis.call('HSET', key, 'last', ARGV[2]) end
return 1
`;

const ADD = `${HEAD}
local left = redis.call('PTTL', prefix .. 't:' .. ARGV[1])
local steps = prefix .. 's:' .. ARGV[1]
if left > 0 and redis.call('LLEN', steps) < ${MAX_KEPT_STEPS} then
  redis.call('RPUSH', steps, ARGV[2])
  redis.call('PEXPIRE', steps, left)
end
return 1
`;

const GET = `${HEAD}
return keptOf(ARGV[1])
`;

const TAKE = `${HEAD}
local kept = keptOf(ARGV[1])
redis.call('DEL', prefix .. 't:' .. ARGV[1], prefix .. 's:' .. ARGV[1])
redis.call('ZREM', open, ARGV[1])
redis.call('ZREM', overdue, ARGV[1])
redis.call('ZREM', claimed, ARGV[1])
return kept
`;

const CLAIM = `${HEAD}
local found = {}
local function claim(id)
  local kept = keptOf(id)
  if kept then
    local limit = text(now + tonumber(ARGV[3]))
    redis.call('HSET', prefix .. 't:' .. id, 'overdue', limit)
    redis.call('ZADD', claimed, limit, id)
    redis.call('PEXPIRE', prefix .. 't:' .. id, ARGV[2])
    redis.call('PEXPIRE', prefix .. 's:' .. id, ARGV[2])
    redis.call('ZADD', overdue, text(now + tonumber(ARGV[2])), id)
    found[#found + 1] = kept
  end
end
for _, id in ipairs(redis.call('ZRANGEBYSCORE', claimed, '-inf', text(now), 'LIMIT', 0, ARGV[1])) do
  redis.call('ZREM', claimed, id)
  claim(id)
end
for _, id in ipairs(redis.call('ZRANGEBYSCORE', open, '-inf', text(now), 'LIMIT', 0, text(tonumber(ARGV[1]) - #found))) do
  redis.call('ZREM', open, id)
  claim(id)
end
return found
`;

const CONFIRM = `${HEAD}
for _, id in ipairs(ARGV) do
  redis.call('ZREM', claimed, id)
  local key = prefix .. 't:' .. id
  if redis.call('EXISTS', key) == 1 then redis.call('HSET', key, 'overdue', 'told') end
end
return 1
`;

const textsOf = (reply: unknown): KeptTexts | undefined => {
  if (!Array.isArray(reply)) return undefined;
  const [record, age, overdue, last, steps] = reply as [unknown, unknown, unknown, unknown, unknown[]];
  return {
    record: String(record),
    ageMillis: Number(age),
    isOverdue: String(overdue) === '1',
    lastStep: String(last) === '' ? undefined : String(last),
    steps: steps.map(String),
  };
};

const keptOf = (reply: unknown): KeptTransaction | undefined => {
  const texts = textsOf(reply);
  return texts && readKept(texts);
};

/** Transactions in Redis, from version 5 on, or Valkey. */
export const createRedisStore = ({
  redis,
  prefix = 'binnacle:{transactions}:',
  maxTransactions = STORE_DEFAULTS.maxTransactions,
  retentionMillis = STORE_DEFAULTS.retentionMillis,
  claimMillis = STORE_DEFAULTS.claimMillis,
}: RedisStoreOptions): TransactionStore => {
  const keys = [`${prefix}open`, `${prefix}overdue`];
  const run = async (script: string, ...args: readonly (string | number)[]): Promise<unknown> => {
    const texts = args.map(String);
    return 'call' in redis
      ? redis.eval(script, keys.length, ...keys, ...texts)
      : redis.eval(script, { keys, arguments: texts });
  };
  return {
    name: 'Redis',
    put: async (record) =>
      Number(
        await run(
          PUT,
          record.id,
          JSON.stringify(record),
          record.timeoutMillis,
          maxTransactions,
          retentionMillis,
        ),
      ) === 1,
    get: async (id) => keptOf(await run(GET, id)),
    enterStep: async (id, step) => void (await run(ENTER, id, step)),
    addStep: async (id, step) => void (await run(ADD, id, JSON.stringify(step))),
    take: async (id) => keptOf(await run(TAKE, id)),
    claimOverdue: async (limit) =>
      ((await run(CLAIM, limit, retentionMillis, claimMillis)) as unknown[]).flatMap(
        (reply) => keptOf(reply) ?? [],
      ),
    confirmOverdue: async (ids) => void (await run(CONFIRM, ...ids)),
  };
};
