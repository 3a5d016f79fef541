import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../../../io.ts';
import { contentOf, MAX_WHOLE_BYTES, parseJson, protobufDocuments } from '../../../otlp-content.ts';
import type { Auditor } from './auditor.ts';
import { auditBytes } from './raw.ts';
import { auditTree } from './tree.ts';

/** How a source was read, which says how much of it could be seen. */
type Kind = 'OTLP/JSON' | 'OTLP/protobuf' | 'JSON' | 'text' | 'bytes' | 'Jaeger' | 'Prometheus';

export interface Read {
  readonly source: string;
  readonly kind: Kind;
  /** What of it was not looked at. */
  readonly note?: string;
}

const PIECE_BYTES = 16 * 1_048_576;
const PIECE_OVERLAP_BYTES = 65_536;

const isOtlp = (document: unknown): boolean =>
  typeof document === 'object' &&
  document !== null &&
  ['resourceSpans', 'resourceMetrics', 'resourceLogs'].some((name) => name in document);

/** One document, or one a line; lines that are none, such as the last one of a log, are looked at as text. */
const auditJson = (auditor: Auditor, source: string, text: string): Kind | undefined => {
  const whole = parseJson(text);
  if (whole) {
    auditTree(auditor, source, whole.document);
    return isOtlp(whole.document) ? 'OTLP/JSON' : 'JSON';
  }
  let kind: Kind | undefined;
  const others: string[] = [];
  for (const line of text.split('\n')) {
    const parsed = line.trimStart().startsWith('{') ? parseJson(line) : undefined;
    if (parsed) {
      auditTree(auditor, source, parsed.document);
      kind ??= isOtlp(parsed.document) ? 'OTLP/JSON' : 'JSON';
    } else if (line !== '') others.push(line);
  }
  if (kind) for (const line of others) auditor.text(source, 'lines that are not JSON', line);
  return kind;
};

const isMostlyText = (bytes: Buffer): boolean => !bytes.subarray(0, 4096).includes(0);

const auditProtobuf = (auditor: Auditor, source: string, bytes: Buffer): boolean => {
  const all = protobufDocuments(bytes);
  for (const document of all ?? []) auditTree(auditor, source, document);
  return all !== undefined;
};

/** Looks through what one file or standard input holds, whatever its format is. */
export const auditContent = (auditor: Auditor, source: string, bytes: Buffer): Read => {
  const content = contentOf(source, bytes);
  if (auditProtobuf(auditor, source, content)) return { source, kind: 'OTLP/protobuf' };
  if (isMostlyText(content)) {
    const text = content.toString('utf8');
    const kind = auditJson(auditor, source, text);
    if (kind) return { source, kind };
    for (const line of text.split('\n')) auditor.text(source, 'lines', line);
    return { source, kind: 'text' };
  }
  auditBytes(auditor, source, content);
  return { source, kind: 'bytes', note: 'what is compressed in it cannot be seen' };
};

const EMPTY = Buffer.alloc(PIECE_BYTES);

const auditPieces = (auditor: Auditor, path: string): Read => {
  const file = openSync(path, 'r');
  try {
    const piece = Buffer.alloc(PIECE_BYTES);
    for (let at = 0; ; at += PIECE_BYTES - PIECE_OVERLAP_BYTES) {
      const length = readSync(file, piece, 0, PIECE_BYTES, at);
      // Databases reserve files of gigabytes that are empty but for their start.
      if (!piece.subarray(0, length).equals(EMPTY.subarray(0, length)))
        auditBytes(auditor, path, piece.subarray(0, length));
      if (length < PIECE_BYTES) break;
    }
  } finally {
    closeSync(file);
  }
  return { source: path, kind: 'bytes', note: 'what is compressed in it cannot be seen' };
};

const withPath = <T>(path: string, read: () => T): T => {
  try {
    return read();
  } catch (error) {
    throw new UsageError(`${path}: cannot be read (${(error as NodeJS.ErrnoException).code ?? error})`);
  }
};

/** Looks through a file, or through every file of a directory. */
export const auditPath = (auditor: Auditor, path: string): readonly Read[] =>
  withPath(path, () => {
    const stats = statSync(path);
    if (stats.isDirectory())
      return readdirSync(path)
        .sort()
        .flatMap((name) => auditPath(auditor, join(path, name)));
    if (!stats.isFile()) return [];
    if (stats.size > MAX_WHOLE_BYTES) return [auditPieces(auditor, path)];
    return [auditContent(auditor, path, readFileSync(path))];
  });
