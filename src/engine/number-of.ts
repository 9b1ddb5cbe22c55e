/** The number that a text writes; whole numbers beyond 2^53 stay text, so that none is rounded. */
export function numberOf(text: string): number | string {
  const number = Number(text);
  return Number.isInteger(number) && !Number.isSafeInteger(number) ? text : number;
}
