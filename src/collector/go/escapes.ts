/** What a letter behind a backslash stands for in a string of Go: https://pkg.go.dev/strconv#UnquoteChar */
export const GO_ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};
