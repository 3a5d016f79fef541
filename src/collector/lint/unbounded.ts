/** Attributes of the semantic conventions, and their former names, that have a value for every request, person or text. */
const UNBOUNDED = new Set([
  'url.full',
  'url.path',
  'url.query',
  'url.original',
  'http.url',
  'http.target',
  'db.query.text',
  'db.statement',
  'client.address',
  'client.port',
  'network.peer.address',
  'network.peer.port',
  'net.peer.ip',
  'net.sock.peer.addr',
  'http.client_ip',
  'user_agent.original',
  'http.user_agent',
  'exception.message',
  'exception.stacktrace',
  'enduser.id',
  'user.email',
  'user.name',
  'thread.id',
  'process.pid',
  'trace_id',
  'span_id',
  'ip',
  'email',
]);

/** Ids that are few: of what runs, not of what it works on. */
const BOUNDED_IDS =
  /^(service\.instance|container|host|k8s\.|cloud\.|faas|deployment|collector\.instance|tenant|region)/;

/** An attribute that has values without end, as far as its name tells. */
export const isUnbounded = (name: string): boolean =>
  UNBOUNDED.has(name) ||
  (/(^|[._-])(id|uuid|guid)$/i.test(name) && !BOUNDED_IDS.test(name)) ||
  /^(?:\w+\.)?(user|order|session|request|transaction|customer|message|correlation)[._]?id$/i.test(name);
