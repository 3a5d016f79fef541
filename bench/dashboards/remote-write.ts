/** A series with samples, for the remote write protocol: https://prometheus.io/docs/specs/prw/remote_write_spec/ */
export interface WrittenSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly samples: readonly { readonly value: number; readonly timeMillis: number }[];
}

const varint = (value: number): number[] => {
  const bytes: number[] = [];
  let rest = BigInt(value);
  for (; rest > 0x7fn; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  return [...bytes, Number(rest)];
};

const LENGTH_DELIMITED = 2;
const field = (number: number, body: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from([(number << 3) | LENGTH_DELIMITED, ...varint(body.length)]), body]);

const sample = (value: number, timeMillis: number): Buffer => {
  const time = varint(timeMillis);
  const body = Buffer.alloc(10 + time.length);
  body[0] = (1 << 3) | 1;
  body.writeDoubleLE(value, 1);
  body[9] = 2 << 3;
  body.set(time, 10);
  return field(2, body);
};

const timeSeries = ({ labels, samples }: WrittenSeries): Buffer =>
  field(
    1,
    Buffer.concat([
      ...Object.entries(labels)
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([name, value]) =>
          field(1, Buffer.concat([field(1, Buffer.from(name)), field(2, Buffer.from(value))])),
        ),
      ...samples.map(({ value, timeMillis }) => sample(value, timeMillis)),
    ]),
  );

const LITERAL_BYTES = 65_536;

/** Snappy's block format without any compression: https://github.com/google/snappy/blob/main/format_description.txt */
const asSnappy = (bytes: Buffer) => {
  const parts: Uint8Array[] = [Buffer.from(varint(bytes.length))];
  for (let at = 0; at < bytes.length; at += LITERAL_BYTES) {
    const literal = bytes.subarray(at, at + LITERAL_BYTES);
    const length = literal.length - 1;
    parts.push(Buffer.from([61 << 2, length & 0xff, length >> 8]), literal);
  }
  return Buffer.concat(parts);
};

/** Sends series to a Prometheus with `--web.enable-remote-write-receiver`. Throws where it refuses them. */
export const remoteWrite = async (url: string, series: readonly WrittenSeries[]): Promise<void> => {
  const response = await fetch(`${url}/api/v1/write`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-protobuf',
      'content-encoding': 'snappy',
      'x-prometheus-remote-write-version': '0.1.0',
    },
    body: asSnappy(Buffer.concat(series.map(timeSeries))),
  });
  if (!response.ok) throw new Error(`remote write: ${response.status} ${await response.text()}`);
};
