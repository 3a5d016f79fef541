/** The value of an option that is to be a whole number from 1 on; ends the program with 2 where it is none. */
export const wholeNumber = (name: string, text: string, most: number): number => {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  console.error(`--${name}: ${text} is not accepted, expected a whole number from 1 to ${most}`);
  process.exit(2);
};
