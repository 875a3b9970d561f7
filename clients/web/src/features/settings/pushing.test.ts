import { describe, expect, it } from "vitest";
import { pushStateOf } from "./pushing.ts";

const phone = { userAgent: "Mozilla/5.0 (Linux; Android 16)", standalone: false, permission: "default" as const, push: true };

describe("whether a browser can be asked", () => {
  it("says what stands in the way", () => {
    expect(pushStateOf(phone)).toBe("ready");
    expect(pushStateOf({ ...phone, permission: "granted" })).toBe("ready");
    expect(pushStateOf({ ...phone, permission: "denied" })).toBe("blocked");
    expect(pushStateOf({ ...phone, permission: null })).toBe("unsupported");
    expect(pushStateOf({ ...phone, push: false })).toBe("unsupported");
    const iPhone = { userAgent: "Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X)", permission: null, push: false };
    expect(pushStateOf({ ...phone, ...iPhone })).toBe("install");
    expect(pushStateOf({ ...phone, ...iPhone, standalone: true, permission: "default", push: true })).toBe("ready");
  });
});
