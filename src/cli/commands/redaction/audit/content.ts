import {
  contentOf,
  documentOf,
  isTextual,
  MAX_WHOLE_BYTES,
  parseJson,
  protobufDocuments,
  textOf,
} from '../../../otlp-content.ts';
import type { Auditor } from './auditor.ts';
import type { ByteReader } from './byte-reader.ts';
import { auditBytes } from './raw.ts';
import { auditTree } from './tree.ts';

/** How a source was read, which says how much of it could be seen. */
type Kind = 'OTLP/JSON' | 'OTLP/protobuf' | 'JSON' | 'text' | 'bytes' | 'Jaeger' | 'Prometheus';

export interface Read {
  readonly source: string;
  /** Undefined where it could not be read. */
  readonly kind?: Kind;
  /** What of it was not looked at. */
  readonly note?: string;
  /** Why it could not be read, or not to its end. */
  readonly error?: string;
}

/** What is larger is read in parts. */
const SMALL_BYTES = 16 * 1_048_576;
const PIECE_BYTES = 16 * 1_048_576;
const PIECE_OVERLAP_BYTES = 65_536;

const PACKED = 'what is compressed in it cannot be seen';

const isOtlp = (document: unknown): boolean =>
  typeof document === 'object' &&
  document !== null &&
  ['resourceSpans', 'resourceMetrics', 'resourceLogs'].some((name) => name in document);

/** Looks at one line; undefined where it is no JSON. */
const auditJsonLine = (auditor: Auditor, source: string, line: string): Kind | undefined => {
  const parsed = line.trimStart().startsWith('{') ? parseJson(line) : undefined;
  if (!parsed) return undefined;
  auditTree(auditor, source, parsed.document);
  return isOtlp(parsed.document) ? 'OTLP/JSON' : 'JSON';
};

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
    const found = auditJsonLine(auditor, source, line);
    kind ??= found;
    if (!found && line !== '') others.push(line);
  }
  if (kind) for (const line of others) auditor.text(source, 'lines that are not JSON', line);
  return kind;
};

/** Looks through what one file or standard input holds, whatever its format is. */
const auditContent = (auditor: Auditor, source: string, name: string, bytes: Buffer): Read => {
  const content = contentOf(name, bytes);
  const documents = protobufDocuments(content);
  if (documents) {
    for (const document of documents) auditTree(auditor, source, document);
    return { source, kind: 'OTLP/protobuf' };
  }
  const text = textOf(content);
  if (text === undefined) {
    auditBytes(auditor, source, content);
    return { source, kind: 'bytes', note: PACKED };
  }
  const kind = auditJson(auditor, source, text);
  if (kind) return { source, kind };
  for (const line of text.split('\n')) auditor.text(source, 'lines', line);
  return { source, kind: 'text' };
};

const auditLines = async (auditor: Auditor, source: string, reader: ByteReader): Promise<Kind> => {
  let kind: Kind = 'text';
  for (let line = await reader.line(MAX_WHOLE_BYTES); line; line = await reader.line(MAX_WHOLE_BYTES)) {
    const text = line.toString('utf8');
    const found = auditJsonLine(auditor, source, text);
    if (found) kind = kind === 'text' ? found : kind;
    else if (text !== '') auditor.text(source, kind === 'text' ? 'lines' : 'lines that are not JSON', text);
  }
  return kind;
};

/** The next request that stands behind its length, without taking it. */
const nextFrame = async (reader: ByteReader): Promise<Buffer | undefined> => {
  const head = await reader.peek(4);
  const length = head.length === 4 ? head.readUInt32BE() : 0;
  if (length === 0 || length > MAX_WHOLE_BYTES) return undefined;
  const frame = (await reader.peek(4 + length)).subarray(4);
  return frame.length === length ? frame : undefined;
};

const auditFrames = async (auditor: Auditor, source: string, reader: ByteReader): Promise<boolean> => {
  let isAny = false;
  for (let frame = await nextFrame(reader); frame; frame = await nextFrame(reader)) {
    const document = documentOf(frame);
    if (document === undefined) return isAny;
    isAny = true;
    auditTree(auditor, source, document);
    await reader.take(4 + frame.length);
  }
  return isAny;
};

const EMPTY = Buffer.alloc(PIECE_BYTES);

const auditPieces = async (auditor: Auditor, source: string, reader: ByteReader): Promise<void> => {
  for (;;) {
    const piece = await reader.peek(PIECE_BYTES);
    // Databases reserve files of gigabytes that are empty but for their start.
    if (!piece.equals(EMPTY.subarray(0, piece.length))) auditBytes(auditor, source, piece);
    if (piece.length < PIECE_BYTES) return;
    await reader.take(PIECE_BYTES - PIECE_OVERLAP_BYTES);
  }
};

/** Whether it is one thing a line, or a document that begins on its first line. */
const hasLines = (head: Buffer): boolean => {
  const end = head.indexOf(10);
  if (end < 0) return false;
  const first = head.subarray(0, end).toString('utf8');
  return parseJson(first) !== undefined || !/^\s*[[{]/.test(first);
};

/** The same of what may be too large to be read at once. */
export const auditReader = async (
  auditor: Auditor,
  source: string,
  name: string,
  reader: ByteReader,
): Promise<Read> => {
  const small = await reader.whole(SMALL_BYTES);
  if (small) return auditContent(auditor, source, name, small);
  const head = await reader.peek(SMALL_BYTES);
  if (isTextual(head)) {
    const document = hasLines(head) ? undefined : await reader.whole(MAX_WHOLE_BYTES);
    if (document) return auditContent(auditor, source, name, document);
    return { source, kind: await auditLines(auditor, source, reader) };
  }
  if (await auditFrames(auditor, source, reader)) {
    // What follows the last whole request, such as one that is being written.
    await auditPieces(auditor, source, reader);
    return { source, kind: 'OTLP/protobuf' };
  }
  await auditPieces(auditor, source, reader);
  return { source, kind: 'bytes', note: PACKED };
};
