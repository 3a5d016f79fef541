/**
 * Where a value may begin: a quote that is no apostrophe, a document, a list, a regular expression, `ObjectId('…')`,
 * `BinData(0, 6869)`. What is quoted behind one of these words is a name, as the keys of commands are.
 */
const MARK =
  /(?<name>\b(?:[Ff]ield|[Pp]ath|[Cc]ollection|[Nn]amespace|[Ii]ndex|[Cc]ommand:?|[Tt]ype) (['"`])[\w$.*-]{1,100}\2)|(?<!\w)['"`]|[{[]|(?<=[ :(])\/|\b(?:new )?[A-Z]\w*\(/g;

/** A number that is no part of a name, nor of an address. */
const NUMBER = /(?<![\w.:$-])-?(?!\d+\.\d+\.\d+\.\d+\b)\d(?:[\w.:+-]*\w)?/g;

/**
 * What MongoDB says of a fault, up to the first value in it: it quotes the documents that are asked for or are stored,
 * and escapes no quotes in them, so where a value ends is not known. Messages of its drivers and of Mongoose go
 * the same way.
 */
export const cleanMongodbMessage = (message: string): string => {
  // `Could not find user jo@shop`, of older versions.
  const text = message
    .replace(/\b(users?|roles?) [^'"{[]{1,200}?@\S+/gi, '$1 ?')
    .replace(/(language override unsupported: )[\s\S]*/, '$1?');
  const first = [...text.matchAll(MARK)].find(({ groups }) => groups?.name === undefined);
  const told = first ? `${text.slice(0, first.index)}?` : text;
  return told.replace(NUMBER, '?');
};
