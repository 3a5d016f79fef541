import type { Attributes } from '@opentelemetry/api';

/** What a database span may say; anything else that an instrumentation tells stays here: keys, parameters, versions. */
const ALLOWED = new Set([
  'db.system.name',
  'db.namespace',
  'db.collection.name',
  'db.operation.name',
  'db.operation.batch.size',
  'db.query.text',
  'db.query.summary',
  'db.stored_procedure.name',
  'db.response.status_code',
  'db.response.returned_rows',
  'error.type',
  'network.peer.address',
  'network.peer.port',
  'network.transport',
  'server.address',
  'server.port',
]);

/** The attributes that are kept, without those that have no value. */
export const allowedOf = (attributes: Attributes = {}): Attributes => {
  const allowed: Attributes = {};
  for (const key of Object.keys(attributes)) {
    const value = attributes[key];
    if (value !== undefined && value !== null && ALLOWED.has(key)) allowed[key] = value;
  }
  return allowed;
};
