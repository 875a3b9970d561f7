/** Whether search is open, and in which conversation; null for all that one may see. */
class Searching {
  open = $state(false);
  conversation = $state<number | null>(null);

  show(conversation: number | null = null): void {
    this.conversation = conversation;
    this.open = true;
  }
}

export const searching = new Searching();
