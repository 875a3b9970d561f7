import { expect, test } from "vitest";
import { lazily } from "./lazily.ts";

test("what was fetched once is there at once, and what failed is fetched again", async () => {
  const tries: string[] = [];
  const part = lazily(async () => {
    tries.push("asked");
    if (tries.length === 1) throw new Error("offline");
    return "the screen";
  });
  await expect(part()).rejects.toThrow("offline");
  expect(await part()).toBe("the screen");
  expect(part()).toBe("the screen");
  expect(tries).toHaveLength(2);
});
