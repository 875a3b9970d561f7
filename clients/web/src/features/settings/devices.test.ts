import { expect, test } from "vitest";
import { deviceOf, inOrder } from "./devices.ts";

const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Mobile/15E148 Safari/604.1";
const EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0";

test("a person recognises browser and system", () => {
  expect(deviceOf({ id: 1, client: FIREFOX }, null)).toMatchObject({ browser: "Firefox", system: "Linux" });
  expect(deviceOf({ id: 1, client: SAFARI }, null)).toMatchObject({ browser: "Safari", system: "iPhone" });
  expect(deviceOf({ id: 1, client: EDGE }, null)).toMatchObject({ browser: "Edge", system: "Windows" });
});

test("a client that tells nothing of itself stays unknown", () => {
  expect(deviceOf({ id: 1 }, null)).toEqual({ id: 1, current: false, browser: "", system: "", usedAt: null });
});

test("this device stands first, then the latest used", () => {
  const devices = [
    deviceOf({ id: 1, used_at: "2026-11-20T10:00:00Z" }, 3),
    deviceOf({ id: 2, used_at: "2026-11-26T10:00:00Z" }, 3),
    deviceOf({ id: 3, used_at: "2026-11-01T10:00:00Z" }, 3),
  ];
  expect(devices.sort(inOrder).map(({ id }) => id)).toEqual([3, 2, 1]);
});
