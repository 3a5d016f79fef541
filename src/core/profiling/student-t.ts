/** Lanczos' approximation, g = 7: https://en.wikipedia.org/wiki/Lanczos_approximation */
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
] as const;

const logGamma = (x: number): number => {
  const shifted = x - 1;
  const sum = LANCZOS.reduce((all, each, i) => (i === 0 ? each : all + each / (shifted + i)), 0);
  const t = shifted + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(t) - t + Math.log(sum);
};

const TINY = 1e-300;
const MAX_STEPS = 300;
const PRECISE = 1e-14;

/** The continued fraction of the incomplete beta function, by Lentz: https://dlmf.nist.gov/8.17#v */
const betaFraction = (a: number, b: number, x: number): number => {
  const notZero = (value: number): number => (Math.abs(value) < TINY ? TINY : value);
  let c = 1;
  let d = 1 / notZero(1 - ((a + b) * x) / (a + 1));
  let result = d;
  for (let m = 1; m <= MAX_STEPS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / notZero(1 + even * d);
    c = notZero(1 + even / c);
    result *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / notZero(1 + odd * d);
    c = notZero(1 + odd / c);
    result *= d * c;
    if (Math.abs(d * c - 1) < PRECISE) break;
  }
  return result;
};

/** The regularised incomplete beta function, from 0 to 1. */
const incompleteBeta = (a: number, b: number, x: number): number => {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(1 - x));
  return x < (a + 1) / (a + b + 2)
    ? (front * betaFraction(a, b, x)) / a
    : 1 - (front * betaFraction(b, a, 1 - x)) / b;
};

/** How probable a value of Student's t at least so far from 0, on either side, is by chance. */
export const chanceOfT = (t: number, degreesOfFreedom: number): number =>
  Number.isNaN(t)
    ? 1
    : incompleteBeta(degreesOfFreedom / 2, 0.5, degreesOfFreedom / (degreesOfFreedom + t * t));

/** The t beyond which, on either side, only this share of chance lies. */
export const criticalT = (chance: number, degreesOfFreedom: number): number => {
  let [low, high] = [0, 1e4];
  for (let i = 0; i < 80; i++) {
    const middle = (low + high) / 2;
    if (chanceOfT(middle, degreesOfFreedom) > chance) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
};
