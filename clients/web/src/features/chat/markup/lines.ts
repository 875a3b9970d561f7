/** Reading one line of a message, by the grammar of docs/topics/message-formatting.md; the server reads by the same one. */

/** `bold`, `italic` and `strike` hold what is `inside`; `code`, a `link` and a `mention` have a text. */
export interface Mark {
  mark: "bold" | "italic" | "strike" | "code" | "link" | "mention";
  inside?: Inline[];
  text?: string;
  href?: string;
}

export type Inline = string | Mark;

interface Run {
  run: string;
  opens: boolean;
  closes: boolean;
}

type Atom = Inline | Run;
type Taken = [atom: Atom, end: number];

const ATOM =
  /\\([!-/:-@[-`{-~])|(`+)|<@(everyone|(?:group:)?[0-9]{1,16})>|\[([^[\]]{1,300})\]\(((?:https?:\/\/|mailto:)[^\s()<>"]{1,2000})\)|((?:https?:\/\/|mailto:|www\.)[^\s<>"]+)|(\*+|_+|~+)/giu;
const MARKS: Readonly<Record<string, readonly ("bold" | "italic" | "strike")[]>> = {
  "***": ["bold", "italic"],
  ___: ["bold", "italic"],
  "**": ["bold"],
  __: ["bold"],
  "*": ["italic"],
  _: ["italic"],
  "~~": ["strike"],
};
const TAIL = /[.,;:!?'"”’»)\]}*_~`]+$/u;
const LOOKS_LIKE_ADDRESS = /:\/\/|www\.|mailto:/iu;
const SCHEME = /^(?:https?:\/\/|mailto:|www\.)/iu;
const LETTER = /[\p{L}\p{N}]/u;

export function readLine(line: string): Inline[] {
  const atoms = atomsOf(line);
  return nested(atoms, 0, atoms.length, []);
}

function atomsOf(line: string): Atom[] {
  const atoms: Atom[] = [];
  const ticks = ticksOf(line);
  const search = new RegExp(ATOM);
  let at = 0;
  for (let found = search.exec(line); found; found = search.exec(line)) {
    if (found.index > at) atoms.push(line.slice(at, found.index));
    const [atom, end] = atomOf(line, found, ticks);
    atoms.push(atom);
    at = search.lastIndex = end;
  }
  atoms.push(line.slice(at));
  return atoms;
}

function atomOf(line: string, found: RegExpExecArray, ticks: Map<number, number[]>): Taken {
  const [all, escaped, run, who, label, target, address] = found;
  const end = found.index + all.length;
  if (escaped !== undefined) return [escaped, end];
  if (run !== undefined) return codeOf(line, found.index, run, ticks);
  if (who !== undefined) return [{ mark: "mention", text: who.toLowerCase() }, end];
  if (label !== undefined && target !== undefined) return [linkOf(label, target), end];
  if (address !== undefined) return addressOf(line, found.index, address);
  return [runOf(line, found.index, all), end];
}

/** Where runs of backticks stand, by their length. */
function ticksOf(line: string): Map<number, number[]> {
  const places = new Map<number, number[]>();
  for (const { 0: run, index } of line.matchAll(/`+/gu)) places.set(run.length, [...(places.get(run.length) ?? []), index]);
  return places;
}

function codeOf(line: string, start: number, run: string, ticks: Map<number, number[]>): Taken {
  const close = ticks.get(run.length)?.find((place) => place > start);
  if (close === undefined) return [run, start + run.length];
  let text = line.slice(start + run.length, close);
  if (text.length > 2 && text.startsWith(" ") && text.endsWith(" ") && text.trim()) text = text.slice(1, -1);
  return [{ mark: "code", text }, close + run.length];
}

// Words that pose as another address give way to the true one.
function linkOf(label: string, target: string): Mark {
  const posing = LOOKS_LIKE_ADDRESS.test(label) || !label.trim();
  return { mark: "link", text: posing ? target : label, href: target };
}

function addressOf(line: string, start: number, found: string): Taken {
  const address = withoutTail(found);
  const bare = address.replace(SCHEME, "");
  const www = address.slice(0, 4).toLowerCase() === "www.";
  if ((start > 0 && isLetter(before(line, start))) || !bare || (www && !bare.includes("."))) {
    return [line.slice(start, start + 4), start + 4];
  }
  return [{ mark: "link", text: address, href: www ? `https://${address}` : address }, start + address.length];
}

// Brackets inside an address (as in encyclopaedias) stay when they are balanced.
function withoutTail(address: string): string {
  const bare = address.replace(TAIL, "");
  const balanced = bare.split("(").length > bare.split(")").length && address.startsWith(`${bare})`);
  return balanced ? `${bare})` : bare;
}

function runOf(line: string, start: number, run: string): Run {
  const [prior, next] = [before(line, start), after(line, start + run.length)];
  return { run, opens: !isLetter(prior) && /\S/u.test(next), closes: /\S/u.test(prior) && !isLetter(next) };
}

function before(line: string, at: number): string {
  return [...line.slice(Math.max(0, at - 2), at)].at(-1) ?? " ";
}

function after(line: string, at: number): string {
  return [...line.slice(at, at + 2)][0] ?? " ";
}

function isLetter(sign: string): boolean {
  return LETTER.test(sign);
}

/** Each emphasis is closed by the next run like its own; a run that nothing closes is its signs. */
function nested(atoms: readonly Atom[], low: number, high: number, within: readonly string[]): Inline[] {
  const parts: Inline[] = [];
  const unclosed = new Set<string>();
  for (let at = low; at < high; at += 1) {
    const atom = atoms[at] as Atom;
    if (!isRun(atom)) {
      append(parts, atom);
      continue;
    }
    const marks = MARKS[atom.run] ?? [];
    const close = marks.some((mark) => within.includes(mark)) ? -1 : closing(atoms, at, high, unclosed);
    if (close < 0) {
      append(parts, atom.run);
      continue;
    }
    const inside = nested(atoms, at + 1, close, [...within, ...marks]);
    parts.push(...marks.reduceRight<Inline[]>((held, mark) => [{ mark, inside: held }], inside));
    at = close;
  }
  return parts;
}

// What is not closed for one is not for a later one, so that a line of stars takes no time that grows with its square.
function closing(atoms: readonly Atom[], at: number, high: number, unclosed: Set<string>): number {
  const { run, opens } = atoms[at] as Run;
  if (!opens || !(run in MARKS) || unclosed.has(run)) return -1;
  for (let place = at + 2; place < high; place += 1) {
    const other = atoms[place] as Atom;
    if (isRun(other) && other.closes && other.run === run) return place;
  }
  unclosed.add(run);
  return -1;
}

export function append(parts: Inline[], part: Inline): void {
  const last = parts.at(-1);
  if (typeof part === "string" && typeof last === "string") parts[parts.length - 1] = last + part;
  else if (part !== "") parts.push(part);
}

function isRun(atom: Atom): atom is Run {
  return typeof atom !== "string" && "run" in atom;
}
