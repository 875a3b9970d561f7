import { expect, test } from "vitest";
import { contact } from "../../tests/choir.ts";
import { settled } from "../../tests/clock.ts";
import { Journal } from "./journal.ts";
import { type Batch, type Shelf, noShelf } from "./shelf.ts";

class Notebook implements Shelf {
  batches: Batch[] = [];
  full = false;
  load = noShelf.load;
  outbox = noShelf.outbox;
  putEntry = noShelf.putEntry;
  dropEntry = noShelf.dropEntry;
  note = noShelf.note;
  noted = noShelf.noted;
  clear = noShelf.clear;
  write = async (batch: Batch) => {
    if (this.full) throw new DOMException("", "QuotaExceededError");
    this.batches.push(batch);
  };
}

const an = contact(13, "An", 5);

function leading(): [Journal, Notebook] {
  const notebook = new Notebook();
  const journal = new Journal(() => notebook);
  journal.lead();
  return [journal, notebook];
}

test("objects of one turn and their cursor are written in one transaction", async () => {
  const [journal, notebook] = leading();
  journal.kept("contact", an);
  journal.kept("contact", contact(14, "Bram", 6));
  journal.reached(7, "6");
  await settled();
  expect(notebook.batches.map(({ objects, cursors }) => [objects.size, cursors.get(7)])).toEqual([[2, "6"]]);
});

test("what came before a reset of its organisation is not written after it", async () => {
  const [journal, notebook] = leading();
  journal.kept("contact", an);
  journal.cleared(7);
  await settled();
  expect(notebook.batches.map(({ cleared, objects }) => [...cleared, objects.size])).toEqual([[7, 0]]);
});

test("a tab that does not lead writes nothing", async () => {
  const notebook = new Notebook();
  const journal = new Journal(() => notebook);
  journal.kept("contact", an);
  journal.reached(7, "5");
  await settled();
  journal.lead();
  journal.reached(7, "6");
  await settled();
  expect(notebook.batches.map(({ objects }) => objects.size)).toEqual([0]);
});

test("once a write failed, no later cursor passes over what is missing", async () => {
  const [journal, notebook] = leading();
  notebook.full = true;
  journal.kept("contact", an);
  journal.reached(7, "5");
  await settled();
  notebook.full = false;
  journal.reached(7, "6");
  await settled();
  expect(notebook.batches).toEqual([]);
});
