const NEAR_END_PX = 48;
const NEAR_EDGE = "600px";

/** How long a message that was jumped to stays marked. */
const MARKED_MS = 2_500;
const BY_HAND = ["wheel", "touchmove", "pointerdown", "keydown"] as const;
/** A turn of the wheel still moves the box so long after it. */
const COASTING_MS = 600;

/** The bottom-anchored box of a room: knows whether the newest is in view and keeps the place when rows come or go. */
export class Scroller {
  atEnd = $state(true);
  #box: HTMLElement | null = null;
  #observer: IntersectionObserver | null = null;
  #watched = new Map<Element, (shown: boolean) => void>();
  #anchor: { element: Element; top: number } | null = null;
  #opened = false;
  #release = () => {};

  /** For `{@attach}` on the scrolling box, whose direction is column-reverse: 0 is the end, older is negative. */
  readonly attach = (box: HTMLElement): (() => void) => {
    this.#box = box;
    this.#observer = new IntersectionObserver((seen) => this.#tell(seen), { root: box, threshold: 0.5 });
    for (const element of this.#watched.keys()) this.#observer.observe(element);
    const moved = () => this.#moved();
    box.addEventListener("scroll", moved, { passive: true });
    return () => {
      this.#release();
      box.removeEventListener("scroll", moved);
      this.#observer?.disconnect();
      this.#box = null;
    };
  };

  /** Whether there is more than it shows. */
  get full(): boolean {
    return this.#box !== null && this.#box.scrollHeight > this.#box.clientHeight;
  }

  /** Calls back when the element comes into view or leaves it. */
  watch(element: Element, callback: (shown: boolean) => void): () => void {
    this.#watched.set(element, callback);
    this.#observer?.observe(element);
    return () => {
      callback(false);
      this.#watched.delete(element);
      this.#observer?.unobserve(element);
    };
  }

  /** Calls back when the edge comes near, and again as long as it stays near after `callback` has settled. */
  nearing(edge: Element, callback: () => Promise<void>): () => void {
    let stopped = false;
    const observer = new IntersectionObserver(
      async ([seen]) => {
        if (!seen?.isIntersecting || stopped) return;
        observer.unobserve(edge);
        await callback();
        if (!stopped) observer.observe(edge);
      },
      { root: this.#box, rootMargin: `${NEAR_EDGE} 0px` },
    );
    observer.observe(edge);
    return () => {
      stopped = true;
      observer.disconnect();
    };
  }

  /** Before rows change: which message stands where. At the end nothing needs remembering, the box holds on to it. */
  remember(): void {
    this.#anchor = null;
    if (!this.#box || this.atEnd) return;
    const frame = this.#box.getBoundingClientRect();
    for (const element of this.#box.querySelectorAll("[data-seq]")) {
      const { bottom, top } = element.getBoundingClientRect();
      if (bottom <= frame.top) continue;
      this.#anchor = { element, top };
      return;
    }
  }

  /** After rows changed: the same message stands at the same place. */
  restore(): void {
    const anchor = this.#anchor;
    if (!this.#box || !anchor?.element.isConnected) return;
    const drift = anchor.element.getBoundingClientRect().top - anchor.top;
    if (Math.abs(drift) > 0.5) this.#box.scrollTop += drift;
    this.#anchor = null;
  }

  /** Also when the wheel was turned a moment ago: what the browser still moves for it is undone. */
  toEnd(): void {
    this.#release();
    const box = this.#box;
    if (!box) return;
    const end = () => {
      box.scrollTop = 0;
      this.#moved();
    };
    end();
    box.addEventListener("scroll", end, { passive: true });
    this.#untilByHand(box, COASTING_MS, () => box.removeEventListener("scroll", end));
  }

  /** True once: the first time rows are there. */
  opens(): boolean {
    const first = !this.#opened;
    this.#opened = true;
    return first;
  }

  /** Brings the unread line to the upper part when it is out of view; else the end stays. */
  showUnread(): void {
    const line = this.#box?.querySelector("[data-unread]");
    if (!line || !this.#box) return;
    if (line.getBoundingClientRect().top < this.#box.getBoundingClientRect().top) this.#hold(line, "start");
    this.#moved();
  }

  showMessage(seq: number): void {
    const element = this.#box?.querySelector(`[data-seq="${seq}"]`);
    if (element) this.#hold(element, "center");
    this.#moved();
    element?.toggleAttribute("data-marked", true);
    setTimeout(() => element?.removeAttribute("data-marked"), MARKED_MS);
    element?.querySelector<HTMLElement>("[data-options]")?.focus({ preventScroll: true });
  }

  /** Brings an element into view, and back there while cards and pictures below it still come, until one scrolls. */
  #hold(element: Element, block: ScrollLogicalPosition): void {
    this.#release();
    element.scrollIntoView({ block });
    const [box, rows] = [this.#box, element.closest("ol")];
    if (!box || !rows) return;
    const grown = new ResizeObserver(() => {
      element.scrollIntoView({ block });
      this.#moved();
    });
    grown.observe(rows);
    this.#untilByHand(box, MARKED_MS, () => grown.disconnect());
  }

  /** Calls `letGo` once: when one scrolls, when the box goes to another place, or when the time is over. */
  #untilByHand(box: HTMLElement, ms: number, letGo: () => void): void {
    const release = (this.#release = () => {
      letGo();
      clearTimeout(timer);
      for (const kind of BY_HAND) box.removeEventListener(kind, release);
    });
    const timer = setTimeout(release, ms);
    for (const kind of BY_HAND) box.addEventListener(kind, release, { passive: true });
  }

  /** Also right after a jump: the browser tells of it a frame later, and rows may come before that. */
  #moved(): void {
    if (this.#box) this.atEnd = this.#box.scrollTop > -NEAR_END_PX;
  }

  #tell(seen: IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of seen) this.#watched.get(target)?.(isIntersecting);
  }
}
