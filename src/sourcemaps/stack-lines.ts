/** A line of a stack that says a place in a file. */
export interface StackLine {
  /** What stands before the name: `    at async new `, or nothing. */
  readonly head: string;
  readonly name: string;
  /** URL or path. */
  readonly location: string;
  /** From 1 on. */
  readonly line: number;
  readonly column: number;
  readonly form: 'v8' | 'others';
}

/** A line that is longer is no frame but a message. */
const MAX_LENGTH = 4_096;

const V8 = /^(\s*at (?:async )?(?:new )?)(?:(.*) \(([^()]+):(\d+):(\d+)\)|([^()]+):(\d+):(\d+))\s*$/;
/** SpiderMonkey and JavaScriptCore. */
const OTHERS = /^(\s*)(?:([^@\s]*)@)?((?:[a-z][\w+.-]*:\/\/|\/).*):(\d+):(\d+)\s*$/i;

/** Reads a line; undefined for what is no frame, and for frames without a place, such as those of the engine. */
export const readStackLine = (text: string): StackLine | undefined => {
  if (text.length > MAX_LENGTH) return undefined;
  const v8 = V8.exec(text);
  if (v8) {
    const [, head = '', name = '', location = v8[6] ?? '', line = v8[7], column = v8[8]] = v8;
    return { head, name, location, line: Number(line), column: Number(column), form: 'v8' };
  }
  const [, head, name = '', location = '', line, column] = OTHERS.exec(text) ?? [];
  return head === undefined
    ? undefined
    : { head, name, location, line: Number(line), column: Number(column), form: 'others' };
};

/** The line again, in the form of its engine. */
export const writeStackLine = ({ head, name, location, line, column, form }: StackLine): string => {
  const place = `${location}:${line}:${column}`;
  if (form === 'others') return `${head}${name}@${place}`;
  return name === '' ? `${head.replace(/new $/, '')}${place}` : `${head}${name} (${place})`;
};

/** Of the engine, of Node and of browser extensions: nobody has maps of them. */
export const isRuntime = (location: string): boolean =>
  /^(?:node:|internal\/|native|<anonymous>|eval at |wasm:|about:|data:|blob:|debugger:)|-extension:\/\//.test(
    location,
  );
