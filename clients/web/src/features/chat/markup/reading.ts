/** Reading a message into blocks, by the grammar of docs/topics/message-formatting.md; the server reads by the same one. */
import { bounded } from "./bounds.ts";
import { append, type Inline, readLine } from "./lines.ts";

export type { Inline, Mark } from "./lines.ts";

/** `text` and `quote` hold what is `inside`, a `list` its `items` (numbered from `start`), and `code` its text as typed. */
export interface Block {
  block: "text" | "quote" | "list" | "code";
  inside?: Inline[];
  items?: Inline[][];
  start?: number;
  text?: string;
}

type Read = [block: Block | null, next: number];

const BULLET = /^[-*•] +(\S.*)$/u;
const NUMBER = /^([0-9]{1,4})\. +(\S.*)$/u;
const FENCE = /^```[^`]*$/u;

/** In time that grows with the length of the text. */
export function readMessage(text: string): Block[] {
  const lines = bounded(text).split("\n");
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length; ) {
    const [block, next] = blockAt(lines, at);
    if (block) blocks.push(block);
    at = next;
  }
  return blocks;
}

function blockAt(lines: string[], at: number): Read {
  const line = lines[at] ?? "";
  if (FENCE.test(line)) return code(lines, at);
  if (isQuote(line)) return quote(lines, at);
  if (NUMBER.test(line)) return numbered(lines, at);
  if (BULLET.test(line)) return bulleted(lines, at);
  return paragraph(lines, at);
}

function code(lines: string[], at: number): Read {
  const close = lines.findIndex((line, number) => number > at && line.trimEnd() === "```");
  const end = close < 0 ? lines.length : close;
  return [{ block: "code", text: lines.slice(at + 1, end).join("\n") }, end + 1];
}

function quote(lines: string[], at: number): Read {
  const end = firstFrom(lines, at, (line) => !isQuote(line));
  return [{ block: "quote", inside: joined(lines.slice(at, end).map((line) => line.slice(2))) }, end];
}

function bulleted(lines: string[], at: number): Read {
  const end = firstFrom(lines, at, (line) => !BULLET.test(line));
  return [{ block: "list", items: lines.slice(at, end).map((line) => readLine(BULLET.exec(line)?.[1] ?? "")) }, end];
}

/** A list goes on while its numbers do, so that none is shown as another. */
function numbered(lines: string[], at: number): Read {
  const start = Number(NUMBER.exec(lines[at] ?? "")?.[1]);
  const items: Inline[][] = [];
  for (let found = NUMBER.exec(lines[at] ?? ""); found && Number(found[1]) === start + items.length; ) {
    items.push(readLine(found[2] ?? ""));
    found = NUMBER.exec(lines[at + items.length] ?? "");
  }
  return [{ block: "list", items, start }, at + items.length];
}

function paragraph(lines: string[], at: number): Read {
  const end = firstFrom(lines, at + 1, (line) => FENCE.test(line) || isQuote(line) || NUMBER.test(line) || BULLET.test(line));
  const own = lines.slice(at, end);
  while (own.length > 0 && !own[0]?.trim()) own.shift();
  while (own.length > 0 && !own.at(-1)?.trim()) own.pop();
  return [own.length > 0 ? { block: "text", inside: joined(own) } : null, end];
}

function isQuote(line: string): boolean {
  return line === ">" || line.startsWith("> ");
}

function firstFrom(lines: string[], at: number, ends: (line: string) => boolean): number {
  const found = lines.findIndex((line, number) => number >= at && ends(line));
  return found < 0 ? lines.length : found;
}

function joined(lines: string[]): Inline[] {
  const parts: Inline[] = [];
  lines.forEach((line, number) => {
    if (number > 0) append(parts, "\n");
    for (const part of readLine(line)) append(parts, part);
  });
  return parts;
}
