/**
 * Whether the digits of `text` (13 to 19 of them, separators are skipped) end in the right check digit.
 * Source: https://www.iso.org/standard/70484.html (ISO/IEC 7812-1, annex B).
 */
export const passesLuhn = (text: string): boolean => {
  let sum = 0;
  let digits = 0;
  for (let i = text.length - 1; i >= 0; i--) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) continue;
    digits++;
    const weighed = digits % 2 === 0 ? digit * 2 : digit;
    sum += weighed > 9 ? weighed - 9 : weighed;
  }
  return digits >= 13 && digits <= 19 && sum % 10 === 0;
};
