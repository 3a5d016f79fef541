/** A range that has all that a test sent. */
const AROUND_MILLIS = 3_600_000;

interface Label {
  readonly name: string;
  readonly value: string;
}

interface Flamegraph {
  readonly names: readonly string[];
  /** Four numbers for each box: offset, total, self and name. */
  readonly levels: readonly { readonly values: readonly string[] }[];
  readonly total: string;
}

/** What it answers in JSON; a field that is empty or 0 is left out. */
interface Answers {
  readonly ProfileTypes: { readonly profileTypes?: readonly { readonly ID: string }[] };
  readonly LabelNames: { readonly names?: readonly string[] };
  readonly LabelValues: { readonly names?: readonly string[] };
  readonly SelectMergeStacktraces: { readonly flamegraph?: Flamegraph };
  readonly SelectMergeSpanProfile: { readonly flamegraph?: Flamegraph };
  readonly SelectSeries: {
    readonly series?: readonly {
      readonly labels?: readonly Label[];
      readonly points: readonly { readonly timestamp: string; readonly value: number }[];
    }[];
  };
}

/** Asks the querier of a Pyroscope as its pages do, about the last hour. */
export const createPyroscopeQueries = (url: string, tenant: string) => {
  const post = async (method: string, type: string, question: object): Promise<Response> => {
    // Whole seconds: steps begin there.
    const now = Math.floor(Date.now() / 1_000) * 1_000;
    const response = await fetch(`${url}/querier.v1.QuerierService/${method}`, {
      method: 'POST',
      headers: { 'content-type': type, 'x-scope-orgid': tenant },
      body: JSON.stringify({ start: now - AROUND_MILLIS, end: now + AROUND_MILLIS, ...question }),
    });
    if (!response.ok) throw new Error(`${method}: ${response.status} ${await response.text()}`);
    return response;
  };
  return async <Method extends keyof Answers>(
    method: Method,
    question: object = {},
  ): Promise<Answers[Method]> =>
    (await (await post(method, 'application/json', question)).json()) as Answers[Method];
};

/** What each function took, with what it called; of one that calls itself each box counts. */
export const totalsOf = ({
  names = [],
  levels = [],
}: Partial<Flamegraph> = {}): ReadonlyMap<string, number> => {
  const totals = new Map<string, number>();
  for (const { values } of levels)
    for (let box = 0; box < values.length; box += 4) {
      const name = names[Number(values[box + 3])] ?? '';
      totals.set(name, (totals.get(name) ?? 0) + Number(values[box + 1]));
    }
  return totals;
};
