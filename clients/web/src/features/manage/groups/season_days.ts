/** A season that follows the latest by a day and lasts as long, or the one around today when there is none. */
export function following(
  last: { last_day: string } | null,
  now: Date,
): { name: string; first_day: string; last_day: string } {
  const year = now.getMonth() >= 8 ? now.getFullYear() : now.getFullYear() - 1;
  const first = last ? dayAfter(last.last_day) : `${year}-09-01`;
  const end = dayBefore(`${Number(first.slice(0, 4)) + 1}${first.slice(4)}`);
  const name = first.slice(0, 4) === end.slice(0, 4) ? first.slice(0, 4) : `${first.slice(0, 4)}-${end.slice(0, 4)}`;
  return { name, first_day: first, last_day: end };
}

const DAY_MS = 86_400_000;

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
}

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) - DAY_MS).toISOString().slice(0, 10);
}
