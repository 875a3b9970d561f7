import type { RefusedLine } from "../../../generated/api.ts";

/** The lines that were refused, as a list for a spreadsheet. */
export function refusedCsv(heads: readonly string[], refused: readonly RefusedLine[]): string {
  const lines = [heads, ...refused.map(({ line, column, sentence }) => [String(line), column, sentence])];
  // The mark at the beginning tells Excel that it is UTF-8.
  return `\uFEFF${lines.map((cells) => cells.map(cell).join(";")).join("\r\n")}\r\n`;
}

/** What a person wrote may not become a formula of whoever opens the list. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** How many lines have something wrong. */
export function linesIn(refused: readonly RefusedLine[]): number {
  return new Set(refused.map(({ line }) => line)).size;
}
