/**
 * Attributes with a statement of a database, a document of GraphQL, or what is given to one, for a page, which reads
 * neither: https://opentelemetry.io/docs/specs/semconv/registry/attributes/db/
 */
export const STATEMENT_KEY =
  /^(?:db\.(?:statement$|query\.(?:text$|parameter\.)|operation\.parameter\.)|graphql\.(?:document$|source$|variables?\.))/;
