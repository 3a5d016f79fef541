/**
 * Country calling codes, each with the fewest and the most digits of a national number as two hexadecimal digits:
 * `449a` is 44 and 9 to 10 digits. Codes that are not here have what most plans have.
 * Source: https://www.itu.int/oth/T0202.aspx?parent=T0202 (national numbering plans by country)
 */
const PLANS: readonly string[] = [
  // North America, Russia and Kazakhstan, Egypt, South Africa, Greece, Netherlands, Belgium, France, Spain
  '1aa 7aa 208a 2799 30aa 3199 3289 3399 3499',
  // Hungary, Italy, Romania, Switzerland, Austria, United Kingdom, Denmark, Sweden, Norway, Poland, Germany
  '3689 396b 4099 4199 437d 449a 4588 4679 4788 4899 496d',
  // Peru, Mexico, Argentina, Brazil, Chile, Colombia, Malaysia, Australia, Indonesia, Philippines, New Zealand
  '5189 52aa 54ab 55ab 5699 57aa 608a 619a 628c 63aa 648a',
  // Singapore, Thailand, Japan, South Korea, Viet Nam, China, Turkey, India, Pakistan, Nigeria, Kenya
  '6588 6689 819a 828a 849a 86ab 90aa 91aa 929a 2348a 25499',
  // Portugal, Luxembourg, Ireland, Iceland, Finland, Ukraine, Croatia, Slovenia, Czechia, Slovakia
  '35199 3524b 35379 35477 3585c 38099 38589 38688 42099 42199',
  // Hong Kong, Taiwan, Saudi Arabia, the Emirates, Israel
  '85288 88689 96699 97189 97289',
];

/** Codes have up to three digits. */
const CODES = 1_000;

/** By calling code: the fewest digits of a national number times 16, and the most; 0 where no plan is known. */
export const lengths: Readonly<Uint8Array> = new Uint8Array(CODES);
for (const plan of PLANS.join(' ').split(' '))
  (lengths as Uint8Array)[+plan.slice(0, -2)] = Number.parseInt(plan.slice(-2), 16);
