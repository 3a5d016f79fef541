export { type Node, parsePattern } from '../../../src/collector/generate/redaction/syntax.ts';
