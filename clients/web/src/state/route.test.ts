import { describe, expect, test } from "vitest";
import { placeAbove, placeOf } from "./places.ts";
import { changedQuery, numberIn } from "./query.ts";

describe("an address", () => {
  test.each([
    ["/", { name: "chat", conversation: null, message: null }],
    ["/chat/12", { name: "chat", conversation: 12, message: null }],
    ["/chat/12/m/345", { name: "chat", conversation: 12, message: 345 }],
    ["/chat/12/starred", { name: "chat", conversation: 12, message: null }],
    ["/chat/archive", { name: "chat", conversation: null, message: null }],
    ["/agenda", { name: "agenda", month: null, occurrence: null }],
    ["/agenda/2026-11/98", { name: "agenda", month: "2026-11", occurrence: 98 }],
    ["/agenda/98", { name: "agenda", month: null, occurrence: 98 }],
    ["/agenda/2026-11", { name: "agenda", month: "2026-11", occurrence: null }],
    ["/settings", { name: "settings" }],
    ["/more", { name: "more" }],
    ["/sign-in", { name: "sign-in" }],
    ["/request-login", { name: "request-login" }],
    ["/manage", { name: "manage", section: null, id: null, tab: null }],
    ["/manage/groups", { name: "manage", section: "groups", id: null, tab: null }],
    ["/manage/members/12", { name: "manage", section: "members", id: 12, tab: null }],
    ["/manage/members/12/addresses", { name: "manage", section: "members", id: 12, tab: "addresses" }],
    ["/manage/resources/new", { name: "manage", section: "resources", id: "new", tab: null }],
    ["/manage/groups/take-along", { name: "manage", section: "groups", id: null, tab: "take-along" }],
    ["/manage/groups/x/members", { name: "manage", section: "groups", id: null, tab: null }],
    ["/me", { name: "me", tab: null }],
    ["/me/addresses", { name: "me", tab: "addresses" }],
    ["/link/een%20geheim", { name: "link", secret: "een geheim" }],
    ["/invitation/geheim", { name: "invitation", secret: "geheim" }],
  ])("%s is a place", (path, place) => {
    expect(placeOf(path)).toEqual(place);
  });

  test.each(["/iets", "/link", "/link/%E0%A4%A", "/calendar/geheim", "/manage/iets"])("%s is no place", (path) => {
    expect(placeOf(path)).toEqual({ name: "unknown" });
  });

  test.each(["/chat/nul", "/chat/-1", "/chat/1e3"])("%s names no conversation", (path) => {
    expect(placeOf(path)).toEqual({ name: "chat", conversation: null, message: null });
  });

  test.each([
    ["/chat/12", "/chat"],
    ["/chat/12/info", "/chat/12"],
    ["/chat/12/starred", "/chat/12"],
    ["/chat/12/m/345", "/chat"],
    ["/chat/archive", "/chat"],
    ["/agenda/2026-11/98", "/agenda"],
    ["/agenda/98", "/agenda"],
    ["/settings", "/more"],
    ["/manage/members/12/addresses", "/manage/members"],
    ["/manage/members/12", "/manage/members"],
    ["/manage/members", "/manage"],
    ["/manage", "/more"],
    ["/me/addresses", "/me"],
    ["/me", "/more"],
    ["/sign-in", "/chat"],
  ])("above %s lies %s", (path, above) => {
    expect(placeAbove(path)).toBe(above);
  });
});

describe("a query", () => {
  test("takes changes and leaves the rest alone", () => {
    expect(changedQuery("?season=12&q=an", { q: "jo nas", sort: "-name" })).toBe("?season=12&q=jo+nas&sort=-name");
  });

  test("forgets what is empty", () => {
    expect(changedQuery("?season=12&q=an", { q: "", season: null, all: false })).toBe("");
    expect(changedQuery("", { all: true, page: 0 })).toBe("?all=true&page=0");
  });

  test.each([
    ["season=12", 12],
    ["season=-1", null],
    ["season=1e3", null],
    ["", null],
  ])("%s names season %s", (search, season) => {
    expect(numberIn(new URLSearchParams(search), "season")).toBe(season);
  });
});
