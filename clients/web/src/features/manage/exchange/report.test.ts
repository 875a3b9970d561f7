import { expect, it } from "vitest";
import { doubles, offeredTargets } from "./mapping.ts";
import { linesIn, refusedCsv } from "./report.ts";

const wrong = (line: number, column: string, sentence: string) => ({ line, column, code: "x", sentence });

it("writes refused lines for a spreadsheet, without formulas", () => {
  const refused = [wrong(3, "E-mail", "“jan” is geen geldig e-mailadres; verbeter het."), wrong(3, "=1+1", 'Zeg "x"')];
  expect(refusedCsv(["Regel", "Kolom", "Waarom"], refused)).toBe(
    "\uFEFFRegel;Kolom;Waarom\r\n3;E-mail;\"“jan” is geen geldig e-mailadres; verbeter het.\"\r\n3;'=1+1;\"Zeg \"\"x\"\"\"\r\n",
  );
  expect(linesIn(refused)).toBe(1);
});

it("offers three of each kind, and what is chosen", () => {
  const targets = ["email_1", "email_3", "group_4", "group_9", "field:77", "first_name"].map((target) => ({ target, name: target }));
  expect(offeredTargets(targets, ["group_9"]).map(({ target }) => target)).toEqual(["email_1", "email_3", "group_9", "field:77", "first_name"]);
});

it("sees that two columns hold the same", () => {
  expect(doubles(["email_1", "ignore", "email_1", "ignore"])).toEqual(new Set(["email_1"]));
});
