/** Whether search is open, in which conversation (null for all that one may see), and what it begins with. */
class Searching {
  open = $state(false);
  conversation = $state<number | null>(null);
  text = $state("");

  show(conversation: number | null = null, text = ""): void {
    this.conversation = conversation;
    this.text = text;
    this.open = true;
  }
}

export const searching = new Searching();
