import { Announcing } from "./announcing.ts";

class Announcer {
  /** What the one polite live region of the page holds. */
  sentence = $state("");
}

export const announcer = new Announcer();

// A sentence equal to the one before would not be spoken; the trailing space makes it differ.
const announcing = new Announcing((sentence) => {
  announcer.sentence = announcer.sentence === sentence ? `${sentence}\u00a0` : sentence;
});

export function announce(sentence: string, summary: (count: number) => string = () => sentence): void {
  announcing.say(sentence, summary);
}
