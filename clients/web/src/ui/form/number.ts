/** A number as people write it: a comma or a point before the decimals, spaces at will. NaN is no number, null is nothing. */
export function numberWritten(text: string): number | null {
  const plain = text.replace(/[\s\u202f]/gu, "").replace(",", ".");
  if (plain === "") return null;
  return /^-?(\d+(\.\d*)?|\.\d+)$/.test(plain) ? Number(plain) : NaN;
}

export function written(value: number | null, language: string): string {
  if (value === null || Number.isNaN(value)) return "";
  return new Intl.NumberFormat(language, { useGrouping: false, maximumFractionDigits: 6 }).format(value);
}
