import { pick, type Random } from './random.ts';

const CHARACTERS = [
  ...`:-?[]{}#&*!|>'"%@\`\t \n,\\<~.=a0_é\r\u0085\u00a0\u2028`,
  ...[': ', '- ', '? ', ' #', ', ', '\n  ', '\r\n', '---\n', '...\n'],
];

/** What YAML has beside maps, lists and plain texts. */
const WORDS = [
  ...['!!str ', '!!int ', '!x ', '! ', '&a ', '*a', '? ', '<<: ', '!<tag:yaml.org,2002:str> ', '%YAML 1.1\n'],
  ...['|\n', '>-\n', '|2\n', '|+\n', '>1-\n', "'x'", '"x"', '""', '[]', '{}', '[a, b]', '{a: b}', 'a: b'],
  ...['null', '~', '0x1', '0o7', '012', '1e3', '.inf', '1_000', 'yes', '"a\\\n b"', "'a\n\n b'", '# c\n'],
];

interface Change {
  readonly text: string;
  readonly change: string;
}

/** One place of a text with a character or a word more, fewer, or others. */
export const mutateText = (text: string, random: Random): Change => {
  const at = Math.floor(random() * (text.length + 1));
  const added = pick(random, random() < 0.6 ? CHARACTERS : WORDS);
  const length = random() < 0.4 ? Math.floor(random() * 3) : 0;
  const change = `${JSON.stringify(text.slice(at, at + length))} to ${JSON.stringify(added)} at ${at}`;
  return { text: text.slice(0, at) + added + text.slice(at + length), change };
};
