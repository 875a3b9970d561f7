import { expect, test } from "vitest";
import { counted, filled, stateAsked } from "./invitations.ts";

test("a preview has the name, the organisation and the link; what is no placeholder stays", () => {
  const about = { name: "Zoë", organisation: "Koor De Rietvink", url: "https://akkoord.example/invitation/…" };
  expect(filled("Dag {name}, welkom bij {organisation}: {url} {naam}", about)).toBe(
    "Dag Zoë, welkom bij Koor De Rietvink: https://akkoord.example/invitation/… {naam}",
  );
});

test("who is called like a placeholder is not read as one", () => {
  expect(filled("{name}", { name: "{url}", organisation: "", url: "x" })).toBe("{url}");
});

test("a state that is not one asks for everybody", () => {
  expect(stateAsked("opened")).toBe("opened");
  expect(stateAsked("iets")).toBeNull();
  expect(stateAsked(null)).toBeNull();
});

test("counts are found by state", () => {
  expect(counted([{ state: "sent", count: 3 }]).get("sent")).toBe(3);
  expect(counted([]).get("sent")).toBeUndefined();
});
