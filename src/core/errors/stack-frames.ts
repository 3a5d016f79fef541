/** A place in a program, as far as it stays the same from one build and one machine to the next. */
export interface StackFrame {
  /** The last name only: `find` of `Orders.find`, which engines write with and without what it belongs to. */
  readonly functionName: string;
  /** The last two parts of its path, without hashes and numbers: `src/orders.js`. */
  readonly file: string;
  readonly origin: 'application' | 'package' | 'runtime';
  /** Names mean nothing in it, and change with each build. */
  readonly isMinified: boolean;
}

/** A stack of more lines is an endless recursion, and its first lines tell which. */
const MAX_LINES = 100;
/** A line that is longer is no frame but a message. */
const MAX_LINE_LENGTH = 2_048;

/** Lines are rarely this long unless a program wrote them. */
const MINIFIED_COLUMN = 500;

/** V8: `at Orders.find (file:///srv/app/orders.js:10:5)`, `at async file:///…:1:2`, `at new Orders (…)`. */
const V8 = /^at (?:async )?(?:new )?(?:([^()]*?) (?:\[as [^\]]*\] )?\()?([^()]+?)(?::(\d+))?(?::(\d+))?\)?$/;
/** SpiderMonkey and JavaScriptCore: `find@https://example.com/app.js:10:5`. */
const OTHERS = /^(?:([^@]*)@)?(.*?):(\d+)(?::(\d+))?$/;

/** Of the engine, of Node and of a browser's extensions, which are not the page's. */
const RUNTIME =
  /^(?:node:|internal\/|native$|\[native code\]$|<anonymous>$|unknown location$|eval at )|-extension:\/\//;
const PACKAGE = /(?:^|[/\\])node_modules[/\\]/;

/** `main.3f2a9c81.js`, `chunk-4KJ2NQ7B.js`: eight or more letters and digits with a digit among them. */
const CONTENT_HASH = /[.\-_](?=[a-z]*\d)[\da-z]{6,}(?=[.\-_]|$)/gi;
const NUMBERS = /\d+/g;

/** What engines put before and behind the name of a function. */
const nameOf = (text: string): string => {
  const name = text
    .replace(/^(?:async\*?|new|Object|Module|exports|global|window)[ .*]/, '')
    .replace(/[/<]+$/, '');
  const last = name.slice(name.lastIndexOf('.') + 1).trim();
  return last === '<anonymous>' || last === 'anonymous' || last === '?' ? '' : last.replace(/^#/, '');
};

/** Where programs are put differs between releases and machines, the last folder and the file do not. */
const fileOf = (location: string): string => {
  const path = location.replace(/[?#].*$/, '').replace(/^[a-z][\w+.-]*:\/*(?:[^/]*(?=\/))?/i, '');
  return path
    .split(/[/\\]+/)
    .filter((part) => part !== '')
    .slice(-2)
    .map((part) => part.replace(CONTENT_HASH, '').replace(NUMBERS, 'N'))
    .join('/');
};

const readLine = (line: string, pattern: RegExp): StackFrame | undefined => {
  const text = line.trim();
  const match = text.length > MAX_LINE_LENGTH ? null : pattern.exec(text);
  if (!match) return undefined;
  const [, name = '', location = '', , column = '0'] = match;
  return {
    functionName: nameOf(name),
    file: fileOf(location),
    origin: RUNTIME.test(location) ? 'runtime' : PACKAGE.test(location) ? 'package' : 'application',
    isMinified: /\.min\.[cm]?js$/.test(location) || Number(column) > MINIFIED_COLUMN,
  };
};

/** Reads the stack of an error as V8, SpiderMonkey or JavaScriptCore write it, innermost first. */
export const readStack = (stack: string): readonly StackFrame[] => {
  const frames: StackFrame[] = [];
  const pattern = /^\s*at /m.test(stack) ? V8 : OTHERS;
  let start = 0;
  for (let count = 0; count < MAX_LINES && start < stack.length; count++) {
    const end = stack.indexOf('\n', start);
    const frame = readLine(stack.slice(start, end === -1 ? stack.length : end), pattern);
    if (frame) frames.push(frame);
    if (end === -1) break;
    start = end + 1;
  }
  return frames;
};
