/** Which of two moments of the server comes first: they compare as text. Collating would have a phone load the tables of its language. */
export function inTime(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
