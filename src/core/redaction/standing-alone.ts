import { isDigit, isLetter, isWord } from './characters.ts';
import { isAfterWord, startsWithWord, wordsOf } from './nearby-words.ts';
import { isBlank, isQuote } from './words.ts';

/** Words before a number, also in the name of its field, that say what it counts, measures or identifies. */
const OTHERS = wordsOf(
  // Counts and sizes
  'count total sum size bytes read wrote rows lines line length len width height avg mean min max limit offse range ' +
    'row line free used usage memor heap rss vsz cpu load time durat laten elaps took usec msec sec nsec stamp epoch ' +
    'page pages block chunk batch seq seque step score rank weigh value sampl point resol coord posit lat lon ' +
    'amoun price cost costs balan qty quant ' +
    // Parts of machines and programs
    'port ports pid ppid tid uid gid euid oid xid lsn pts dts worke threa proce core slot parti shard inode versi build ' +
    'relea rev revis commi hash digest sha key keys token code codes statu error errno ' +
    // Things that have numbers, and what these are called
    'id ids corre membe emplo trans tx payme sessi reque event docum messa msg devic senso vehic meter card lot box zone ' +
    'pnr asn path route cells rect ident uuid guid ref refer order inv invoi bestel rechn factu ticke case issue bug task job run item items sku part ' +
    'parts partn produ artic asin isbn issn ean gtin upc barco seria model imei imsi iccid track parce shipm sendu ' +
    'acct accou konto compt cuent conto polic contr claim loan routi blz bic sort siren siret cif nif nie cpf cnpj ssn tax vat ' +
    'zip plz posta zipco postc cap cep',
);
const FILLERS = wordsOf('is of the no nr num n number numero nummer número was now at at');

/** Words that go on with a sentence. Another one behind a number is what it counts. */
const GOING_ON = wordsOf(
  'is was has had in at on after from for to and or but with by not did does will when becau if via as since until ' +
    'alrea unkno unrea inval busy ' +
    'ist war hat an am auf nach von für und oder aber mit nicht wird wenn weil ' +
    'es está fue ha en desde para y o e pero con por no ' +
    'est été à depui pour et ou mais avec par ne ' +
    'è da per ma non heeft op na van voor maar met niet é foi em mas com não',
);

/** Most blanks between a number and what is beside it. */
const MAX_BLANKS = 3;

/** With one of these right before it a number is a part of something, or the first of a list as Go writes them. */
const PARTS_BEFORE = '/#[{$€£¥*-_\\%.+@~^';
const MONEY = '$€£¥%';
/** What may end a number right behind it, and behind a blank. */
const ENDS = '"\'<>)&;!?`|]}\\\n\r,.:';
const NEXT = '"\'<(|[{&-';

const isAloneBefore = (text: string, start: number): boolean => {
  let at = start;
  while (start - at < MAX_BLANKS && at > 0 && isBlank(text.charCodeAt(at - 1))) at--;
  if (at === 0) return true;
  const sign = text[at - 1] as string;
  if (at < start ? isDigit(text.charCodeAt(at - 1)) || MONEY.includes(sign) : PARTS_BEFORE.includes(sign))
    return false;
  // Of an element that has attributes the last one says nothing of its content.
  if (sign === '>' && isQuote(text.charCodeAt(at - 2))) return true;
  // `POINT(350 1234567)`
  if (sign === '(' && isWord(text.charCodeAt(at - 2))) return false;
  return !isAfterWord(text, start, OTHERS, FILLERS);
};

const isAloneBehind = (text: string, end: number, isCountable: boolean): boolean => {
  if (end >= text.length) return true;
  let at = end;
  while (at - end < MAX_BLANKS && isBlank(text.charCodeAt(at))) at++;
  if (at >= text.length) return true;
  const unit = text.charCodeAt(at);
  const after = text.charCodeAt(at + 1);
  if (at === end)
    return ENDS.includes(text[at] as string) && !(',.:'.includes(text[at] as string) && isWord(after));
  if (MONEY.includes(text[at] as string)) return false;
  if (isLetter(unit) || unit > 127) return !isCountable || startsWithWord(text, at, GOING_ON);
  return NEXT.includes(text[at] as string) && !isDigit(after) && !isDigit(text.charCodeAt(at + 2));
};

/**
 * Whether a number from `start` to `end` stands alone: with no other number beside it, and no word that says what else
 * it is; one that is countable may be followed by what it counts.
 */
export const standsAlone = (text: string, start: number, end: number, isCountable: boolean): boolean =>
  isAloneBehind(text, end, isCountable) && isAloneBefore(text, start);
