import type { Finding, FindingKind } from './operation.ts';

/** How each library loads a list and what belongs to it at once, by the packages that a call goes through. */
const EAGER: Readonly<Record<string, string>> = {
  '@prisma/client': 'Prisma: ask for it with `include` or `select` in the query of the list',
  sequelize: 'Sequelize: ask for it with `include` in the query of the list',
  typeorm: 'TypeORM: ask for it with `relations` or `leftJoinAndSelect` in the query of the list',
  mongoose: 'Mongoose: ask for it with `populate` in the query of the list',
  objection: 'Objection: ask for it with `withGraphFetched` in the query of the list',
  'drizzle-orm': 'Drizzle: ask for it with `with` in the query of the list',
  '@mikro-orm/core': 'MikroORM: ask for it with `populate` in the query of the list',
  bookshelf: 'Bookshelf: ask for it with `withRelated` in the query of the list',
  knex: 'Knex: ask for all items at once with `whereIn`, or with `join` in the query of the list',
  graphql: 'GraphQL: collect the keys of the resolvers with a DataLoader and ask for them at once',
};

const BATCHES: Readonly<Record<string, string>> = {
  postgresql: 'ask for all items at once, with `= ANY($1)` or a join with the query of the list',
  mongodb: 'ask for all items at once, with `$in` or `$lookup`',
  redis: 'ask for all keys at once, with MGET or a pipeline',
};

const BATCH = 'ask for all items at once, with `IN (…)` or a join with the query of the list';

const FIXES: Partial<Record<FindingKind, string>> = {
  repeated_query: 'Keep the answer for the request, or longer.',
  missing_limit: 'Add a LIMIT, or read it in parts, by pages or with a cursor.',
  chatty_calls: 'Ask for all at once, if the service takes a list, or for a few at a time with Promise.all.',
  serial_calls: 'None of them needs the answer of another: ask for them together, with Promise.all.',
  transaction_over_call: 'Make the call before the transaction begins, or after it has ended.',
};

/** What mends a finding, in the words of the library that asks. */
export const fixOf = ({ kind, operation }: Finding): string => {
  const known = FIXES[kind];
  if (known !== undefined) return known;
  const batch = BATCHES[operation.system] ?? BATCH;
  const library = operation.site?.packages.find((name) => EAGER[name] !== undefined);
  const fix = (library !== undefined && EAGER[library]) || batch;
  const bound = kind === 'parallel_queries' ? '; or ask for a few at a time' : '';
  return `${fix.charAt(0).toUpperCase()}${fix.slice(1)}${bound}.`;
};
