import type { Storehouse } from "./haven.ts";
import type { Language } from "../generated/api.ts";

export type Theme = "system" | "light" | "dark";
export type TextSize = "normal" | "large" | "larger";

export type DeviceStorage = Storehouse;

const shelfName = "akkoord.settings";

/** Choices of this device; the account's language wins once somebody is signed in. */
export class DeviceSettings {
  #theme = $state<Theme>("system");
  #language = $state<Language>(languageOfBrowser());
  #textSize = $state<TextSize>("normal");

  readonly #storage: DeviceStorage;
  readonly #changed: () => void;

  constructor(storage: DeviceStorage, changed: () => void) {
    this.#storage = storage;
    this.#changed = changed;
    const kept = JSON.parse(storage.getItem(shelfName) ?? "{}") as Partial<Record<string, string>>;
    this.#theme = oneOf(kept.theme, ["system", "light", "dark"], this.#theme);
    this.#language = oneOf(kept.language, ["nl", "en"], this.#language);
    this.#textSize = oneOf(kept.textSize, ["normal", "large", "larger"], this.#textSize);
  }

  get theme(): Theme {
    return this.#theme;
  }

  set theme(chosen: Theme) {
    this.#theme = chosen;
    this.#keep();
  }

  get language(): Language {
    return this.#language;
  }

  set language(chosen: Language) {
    this.#language = chosen;
    this.#keep();
  }

  get textSize(): TextSize {
    return this.#textSize;
  }

  set textSize(chosen: TextSize) {
    this.#textSize = chosen;
    this.#keep();
  }

  #keep(): void {
    const kept = { theme: this.#theme, language: this.#language, textSize: this.#textSize };
    this.#storage.setItem(shelfName, JSON.stringify(kept));
    this.#changed();
  }
}

/** The same that public/theme.js sets before the first paint. */
export function showSettings({ theme, textSize, language }: DeviceSettings): void {
  const root = document.documentElement;
  root.dataset.theme = theme;
  root.dataset.text = textSize;
  root.lang = language;
  for (const meta of document.querySelectorAll<HTMLMetaElement>("meta[name=theme-color]")) {
    const own = meta.dataset.of;
    meta.media = theme === "system" ? `(prefers-color-scheme: ${own})` : theme === own ? "all" : "not all";
  }
}

function oneOf<T extends string>(given: string | undefined, allowed: readonly T[], otherwise: T): T {
  return allowed.find((each) => each === given) ?? otherwise;
}

function languageOfBrowser(): Language {
  return navigator.language.toLowerCase().startsWith("nl") ? "nl" : "en";
}
