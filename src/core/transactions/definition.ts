/** What a file says of the transactions of one name. */
export interface TransactionDefinition {
  /** How long one may take. */
  readonly slaMillis?: number;
  /** When one counts as never ended. */
  readonly timeoutMillis?: number;
  /** The names of its steps, in their order; others are counted together. */
  readonly steps?: readonly string[];
  /** The team that answers for it. */
  readonly owner?: string;
}
