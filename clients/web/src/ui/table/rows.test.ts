import { expect, test } from "vitest";
import { unreachable } from "../../protocol/frames.ts";
import { PagedRows, rowsOf } from "./rows.svelte.ts";

/** A list of numbers at a server that can be out of reach. */
class Server {
  asked: number[] = [];
  down = false;
  total = 250;
  version = "a";

  load = async (from: number, to: number) => {
    this.asked.push(from);
    if (this.down) throw unreachable();
    const rows = Array.from({ length: Math.max(0, Math.min(to, this.total) - from) }, (_, step) => `${this.version}${from + step}`);
    return { rows, total: this.total };
  };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

test("only the pages in sight are fetched, each once", async () => {
  const server = new Server();
  const rows = new PagedRows(server.load);
  expect(rows.starting).toBe(true);
  rows.want(0, 0);
  rows.want(0, 30);
  await settled();
  expect(rows.total).toBe(250);
  expect(rows.at(99)).toBe("a99");
  expect(rows.at(100)).toBeUndefined();
  rows.want(90, 110);
  await settled();
  expect(rows.at(100)).toBe("a100");
  expect(server.asked).toEqual([0, 100]);
});

test("a failure is told, not asked again by itself, and tried again on demand", async () => {
  const server = new Server();
  const rows = new PagedRows(server.load);
  server.down = true;
  rows.want(0, 10);
  await settled();
  expect(rows.error).not.toBeNull();
  expect(rows.starting).toBe(false);
  rows.want(0, 10);
  expect(server.asked).toEqual([0]);
  server.down = false;
  rows.retry();
  await settled();
  expect(rows.error).toBeNull();
  expect(rows.at(0)).toBe("a0");
});

test("after a write the old rows stay until the new ones are there", async () => {
  const server = new Server();
  const rows = new PagedRows(server.load);
  rows.want(0, 150);
  await settled();
  server.version = "b";
  server.total = 249;
  const refreshed = rows.refresh(0, 40);
  expect(rows.at(0)).toBe("a0");
  expect(rows.at(120)).toBeUndefined();
  await refreshed;
  expect(rows.at(0)).toBe("b0");
  expect(rows.total).toBe(249);
});

test("a range is fetched where it is missing", async () => {
  const server = new Server();
  const rows = new PagedRows(server.load);
  expect(await rows.range(98, 102)).toEqual(["a98", "a99", "a100", "a101"]);
  expect(server.asked).toEqual([0, 100]);
});

test("rows in memory follow their list", () => {
  let all = ["an"];
  const rows = rowsOf(() => all);
  all = ["an", "bram"];
  expect(rows.total).toBe(2);
  expect(rows.at(1)).toBe("bram");
});
