import type { CommandSpec, Language } from "../../../generated/api.ts";

export interface Suggestion {
  name: string;
  /** What goes into the field when chosen, with the slash and a space after it. */
  insert: string;
  phrase: string;
  parameters: string;
  help: string;
}

const MOST = 8;

/** Commands that the text may become; Dutch and English words both count, the reader's language is offered first. */
export function complete(text: string, specs: CommandSpec[], language: Language): Suggestion[] {
  if (!text.startsWith("/") || text.includes("\n")) return [];
  const typed = fold(text.slice(1));
  const found = specs.flatMap((spec) => {
    const phrase = phraseFor(spec, typed, language);
    return phrase ? [{ spec, phrase }] : [];
  });
  found.sort((one, other) => one.phrase.localeCompare(other.phrase, language));
  return found.slice(0, MOST).map(({ spec, phrase }) => suggestion(spec, phrase, language));
}

/** Whether the text is given to a bot instead of being posted. */
export function isCommand(text: string, specs: CommandSpec[]): boolean {
  return specs.length > 0 && /^\/\p{L}/u.test(text);
}

function phraseFor(spec: CommandSpec, typed: string, language: Language): string | null {
  const other = language === "nl" ? "en" : "nl";
  const phrases = [spec.words[language], spec.words[other]];
  return phrases.find((phrase) => matches(fold(phrase), typed)) ?? null;
}

// Once the words are complete, what follows are values, and the help stays in view.
function matches(phrase: string, typed: string): boolean {
  return phrase.startsWith(typed.trimEnd()) || typed.startsWith(`${phrase} `);
}

function suggestion(spec: CommandSpec, phrase: string, language: Language): Suggestion {
  const parameters = spec.parameters.map(({ name, required }) => (required ? `<${name}>` : `[${name}]`)).join(" ");
  return { name: spec.name, insert: `/${phrase} `, phrase, parameters, help: spec.help[language] };
}

function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/gu, " ");
}
