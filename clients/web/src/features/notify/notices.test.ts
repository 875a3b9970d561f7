import { describe, expect, it } from "vitest";
import { counted } from "./notices.ts";

describe("the title of the page", () => {
  it("counts and counts again", () => {
    expect(counted("Agenda · Akkoord", 3)).toBe("(3) Agenda · Akkoord");
    expect(counted("(3) Agenda · Akkoord", 120)).toBe("(99+) Agenda · Akkoord");
    expect(counted("(99+) Agenda · Akkoord", 0)).toBe("Agenda · Akkoord");
  });
});
