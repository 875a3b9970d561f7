import type { ConsentView, ErasureRequestView, PurposeView, RetentionView } from "../../../generated/api.ts";
import { api } from "../../../state/app.svelte.ts";
import { everyPage, type List } from "../../../state/lists.svelte.ts";
import { lists } from "../lists.ts";

export function requestsOf(organisation: number): List<ErasureRequestView[]> {
  return lists.of(`erasure requests ${organisation}`, () =>
    everyPage((page) => api.call("privacy.list_requests", { organisation, limit: 200, ...page })),
  );
}

export function purposesOf(organisation: number): List<PurposeView[]> {
  return lists.of(`purposes ${organisation}`, () =>
    everyPage((page) => api.call("consent.purposes", { organisation, limit: 200, ...page })),
  );
}

export function registerOf(organisation: number, purpose: number): List<ConsentView[]> {
  return lists.of(`register ${organisation} ${purpose}`, () =>
    everyPage((page) => api.call("consent.list", { organisation, purpose, history: true, limit: 200, ...page })),
  );
}

export function retentionOf(organisation: number): List<RetentionView[]> {
  return lists.of(`retention ${organisation}`, async () => (await api.call("retention.list", { organisation })).items);
}
