import { describe, expect, test } from "vitest";
import { placeAbove, placeOf } from "./route.svelte.ts";

describe("an address", () => {
  test.each([
    ["/", { name: "chat", conversation: null, message: null }],
    ["/chat/12", { name: "chat", conversation: 12, message: null }],
    ["/chat/12/m/345", { name: "chat", conversation: 12, message: 345 }],
    ["/agenda", { name: "agenda", month: null, occurrence: null }],
    ["/agenda/2026-11/98", { name: "agenda", month: "2026-11", occurrence: 98 }],
    ["/agenda/98", { name: "agenda", month: null, occurrence: 98 }],
    ["/agenda/2026-11", { name: "agenda", month: "2026-11", occurrence: null }],
    ["/settings", { name: "settings" }],
    ["/more", { name: "more" }],
    ["/sign-in", { name: "sign-in" }],
    ["/request-login", { name: "request-login" }],
    ["/link/een%20geheim", { name: "link", secret: "een geheim" }],
    ["/invitation/geheim", { name: "invitation", secret: "geheim" }],
  ])("%s is a place", (path, place) => {
    expect(placeOf(path)).toEqual(place);
  });

  test.each(["/iets", "/link", "/link/%E0%A4%A", "/calendar/geheim"])("%s is no place", (path) => {
    expect(placeOf(path)).toEqual({ name: "unknown" });
  });

  test.each(["/chat/nul", "/chat/-1", "/chat/1e3"])("%s names no conversation", (path) => {
    expect(placeOf(path)).toEqual({ name: "chat", conversation: null, message: null });
  });

  test.each([
    ["/chat/12", "/chat"],
    ["/chat/12/info", "/chat/12"],
    ["/chat/12/m/345", "/chat"],
    ["/agenda/2026-11/98", "/agenda"],
    ["/agenda/98", "/agenda"],
    ["/settings", "/more"],
    ["/sign-in", "/chat"],
  ])("above %s lies %s", (path, above) => {
    expect(placeAbove(path)).toBe(above);
  });
});
