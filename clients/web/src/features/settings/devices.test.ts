import { expect, test } from "vitest";
import type { SessionView } from "../../generated/api.ts";
import { deviceOf, inOrder } from "./devices.ts";

const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Mobile/15E148 Safari/604.1";
const EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0";

function session(id: number, given: Partial<SessionView> = {}): SessionView {
  return { id, client: "", created_at: "2026-09-01T10:00:00Z", used_at: "2026-11-01T10:00:00Z", current: false, ...given };
}

test("a person recognises browser and system", () => {
  expect(deviceOf(session(1, { client: FIREFOX }))).toMatchObject({ browser: "Firefox", system: "Linux" });
  expect(deviceOf(session(1, { client: SAFARI }))).toMatchObject({ browser: "Safari", system: "iPhone" });
  expect(deviceOf(session(1, { client: EDGE }))).toMatchObject({ browser: "Edge", system: "Windows" });
});

test("a client that tells nothing of itself stays unknown", () => {
  expect(deviceOf(session(1))).toMatchObject({ browser: "", system: "" });
});

test("this device stands first, then the latest used", () => {
  const devices = [
    session(1, { used_at: "2026-11-20T10:00:00Z" }),
    session(2, { used_at: "2026-11-26T10:00:00Z" }),
    session(3, { current: true }),
  ];
  expect(devices.map(deviceOf).sort(inOrder).map(({ id }) => id)).toEqual([3, 2, 1]);
});
