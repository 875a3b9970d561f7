import { describe, expect, test } from "vitest";
import { type Shell, cacheOf, outdated, sourceOf } from "./shell.ts";

const origin = "https://rietvink.example";
const shell: Shell = { version: "abc", files: ["/", "/assets/index-1a2b.js", "/icon.svg"] };

function source(path: string, given: Partial<Request> = {}): string {
  return sourceOf({ method: "GET", mode: "cors", url: new URL(path, origin).href, ...given }, origin, shell);
}

describe("the service worker", () => {
  test.each(["/", "/chat/12", "/chat/12/m/345", "/agenda/2026-11", "/link/geheim?x=1"])("answers %s with the page", (path) => {
    expect(source(path, { mode: "navigate" })).toBe("index");
  });

  test("answers files of the shell out of its cache", () => {
    expect(source("/assets/index-1a2b.js")).toBe("cache");
    expect(source("/icon.svg")).toBe("cache");
  });

  test.each(["/api/account.get", "/poll", "/calendar/geheim", "/mail/stop/x", "/healthz", "/metrics", "/ws", "/demo"])(
    "leaves %s to the server, also when it is opened as a page",
    (path) => {
      expect(source(path)).toBe("network");
      expect(source(path, { mode: "navigate" })).toBe("network");
    },
  );

  test("leaves alone what is not of this build, of this site or a question", () => {
    expect(source("/assets/index-0000.js")).toBe("network");
    expect(source("https://elders.example/icon.svg")).toBe("network");
    expect(source("/icon.svg", { method: "POST" })).toBe("network");
    expect(source("/handleiding.pdf", { mode: "navigate" })).toBe("network");
  });

  test("clears away the shells of older builds, and nobody else's caches", () => {
    expect(outdated([cacheOf(shell), "akkoord-shell-old", "iets-anders"], shell)).toEqual(["akkoord-shell-old"]);
  });
});
