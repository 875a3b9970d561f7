import { type Block, type Inline, type Mark, readMessage } from "./reading.ts";

/** What is shown for who is mentioned (`12`, `group:3`, `everyone`), without the @. */
export type Naming = (who: string) => string;

/** A message without its signs: lists keep their dashes and numbers, quotes their brackets, links their address. */
export function plainOf(text: string, name: Naming): string {
  return readMessage(text)
    .map((block) => blockText(block, name))
    .join("\n");
}

function blockText({ block, text = "", items = [], start, inside = [] }: Block, name: Naming): string {
  if (block === "code") return text;
  if (block === "list") {
    const sign = (number: number) => (start === undefined ? "-" : `${start + number}.`);
    return items.map((item, number) => `${sign(number)} ${inlineText(item, name)}`).join("\n");
  }
  const said = inlineText(inside, name);
  return block === "quote" ? said.split("\n").map((line) => `> ${line}`.trimEnd()).join("\n") : said;
}

function inlineText(inside: Inline[], name: Naming): string {
  return inside.map((part) => (typeof part === "string" ? part : markText(part, name))).join("");
}

function markText({ mark, text = "", href = "", inside = [] }: Mark, name: Naming): string {
  if (mark === "mention") return `@${name(text)}`;
  if (mark === "link" && href !== text && href !== `https://${text}`) return `${text} (${href})`;
  return text || inlineText(inside, name);
}
