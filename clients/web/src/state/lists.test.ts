import { expect, test } from "vitest";
import { everyPage, List, Lists } from "./lists.svelte.ts";

test("the old content stays while the new is on its way, and when it does not come", async () => {
  const answers = ["Alten", new Error("weg"), "Bassen"];
  const list = new List(async () => {
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return answer;
  });
  const first = list.refresh();
  expect([list.content, list.loading]).toEqual([null, true]);
  await first;
  expect([list.content, list.loading, list.error]).toEqual(["Alten", false, null]);
  await list.refresh();
  expect(list.content).toBe("Alten");
  expect(list.error).toBeInstanceOf(Error);
  await list.refresh();
  expect([list.content, list.error]).toEqual(["Bassen", null]);
});

test("an answer to an older question is for nobody", async () => {
  const answer: ((content: string) => void)[] = [];
  const list = new List(() => new Promise<string>((resolve) => void answer.push(resolve)));
  const [older, newer] = [list.refresh(), list.refresh()];
  answer[1]?.("nieuw");
  await newer;
  answer[0]?.("oud");
  await older;
  expect([list.content, list.loading]).toEqual(["nieuw", false]);
});

test("a list is kept by its name, and never for another account", () => {
  let account = 1;
  const lists = new Lists(() => account);
  const load = () => Promise.resolve([]);
  const kept = lists.of("groups 3", load);
  expect(lists.of("groups 3", load)).toBe(kept);
  expect(lists.of("groups 4", load)).not.toBe(kept);
  account = 2;
  expect(lists.of("groups 3", load)).not.toBe(kept);
});

test("all pages of a listing are one list", async () => {
  const asked: { page?: string }[] = [];
  const items = await everyPage<number>((page) => {
    asked.push(page);
    return Promise.resolve(page.page ? { items: [3], next: null } : { items: [1, 2], next: "b" });
  });
  expect(items).toEqual([1, 2, 3]);
  expect(asked).toEqual([{}, { page: "b" }]);
});
