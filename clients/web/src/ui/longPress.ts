import type { Attachment } from "svelte/attachments";

const HELD_MS = 450;
const DRIFT_PX = 10;

/** Calls back when a finger rests on the element; a finger that moves is scrolling. */
export function longPress(held: (at: { clientX: number; clientY: number }) => void): Attachment<HTMLElement> {
  return (element) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let from = { clientX: 0, clientY: 0 };
    const stop = () => clearTimeout(timer);
    const begin = (event: PointerEvent) => {
      stop();
      if (event.pointerType === "mouse") return;
      from = { clientX: event.clientX, clientY: event.clientY };
      timer = setTimeout(() => held(from), HELD_MS);
    };
    const move = (event: PointerEvent) => {
      if (Math.hypot(event.clientX - from.clientX, event.clientY - from.clientY) > DRIFT_PX) stop();
    };
    const listeners = { pointerdown: begin, pointermove: move, pointerup: stop, pointercancel: stop, pointerleave: stop };
    const entries = Object.entries(listeners) as [string, EventListener][];
    for (const [name, listener] of entries) element.addEventListener(name, listener, { passive: true });
    return () => {
      stop();
      for (const [name, listener] of entries) element.removeEventListener(name, listener);
    };
  };
}
