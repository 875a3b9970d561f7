import type { LanguageCode } from "../../../language/dates.ts";

/** "3,2 MB" */
export function sizeText(bytes: number, language: LanguageCode): string {
  const [count, unit] = bytes < 1_000_000 ? [bytes && Math.max(1, Math.round(bytes / 1000)), "kB"] : [bytes / 1_000_000, "MB"];
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(count)} ${unit}`;
}

/** "1:05" */
export function timeText(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** Width and height within a box, so that its place is there before the picture is. */
export function within(width: number, height: number, most: number): { width: number; height: number } {
  const scale = Math.min(1, most / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

export function isFilm(type: string): boolean {
  return type === "video/mp4" || type === "video/webm";
}
