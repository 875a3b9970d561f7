/**
 * Which files each screen is made of. The server names them beside the page, so that a browser that opens a deep link
 * fetches them together, instead of learning of each from the one before.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin, Rollup } from "vite";
import { pagesOf } from "./pages.ts";

/** In the folder of the build; server/transports/web.py reads it. */
export const screensFile = "screens.json";

/** By the beginning of an address, `*` for a number: what is imported there, from `src`. What a place opens, all below it open too. */
const opened: Record<string, string[]> = {
  "chat/*": ["features/chat/rooms/RoomView.svelte"],
  agenda: ["features/agenda/AgendaPlace.svelte"],
  settings: ["features/settings/SettingsPage.svelte", "ui/later_icons.ts"],
  more: ["features/more/MorePage.svelte", "ui/later_icons.ts"],
  me: ["features/me/MePage.svelte", "features/me/PrivacySection.svelte", "ui/later_icons.ts"],
  manage: ["features/manage/ManagePlace.svelte", "ui/later_icons.ts"],
  "sign-in": ["features/access/SignInPage.svelte"],
  link: ["features/access/LinkPage.svelte"],
  invitation: ["features/access/InvitationPage.svelte"],
  "request-login": ["features/access/RequestLoginPage.svelte"],
};

export function screens(): Plugin {
  let root = "";
  return {
    name: "akkoord-screens",
    apply: "build",
    configResolved(config) {
      root = config.root;
    },
    generateBundle(_options, bundle) {
      const named = { ...opened };
      for (const [name, file] of pagesOf(readFileSync(join(root, "src/features/manage/sections.ts"), "utf8"))) {
        named[`manage/${name}`] = [...(opened.manage ?? []), `features/manage/${file}`];
      }
      const listed = Object.entries(named).map(([place, imported]) => [place, filesOf(bundle, imported.map((file) => join(root, "src", file)))]);
      this.emitFile({ type: "asset", fileName: screensFile, source: JSON.stringify(Object.fromEntries(listed)) });
    },
  };
}

/** All that the page itself does not name already, styles first: nothing is drawn without them. */
function filesOf(bundle: Rollup.OutputBundle, modules: string[]): string[] {
  const chunks = Object.values(bundle).filter((each) => each.type === "chunk");
  const byFile = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const first = chunks.find(({ isEntry, facadeModuleId }) => isEntry && facadeModuleId?.endsWith("index.html"));
  const known = closure(byFile, first ? [first] : []);
  const wanted = modules.map((id) => {
    const chunk = chunks.find(({ moduleIds }) => moduleIds.includes(id));
    if (!chunk) throw new Error(`${id} opens a screen, and is not in the build.`);
    return chunk;
  });
  const further = [...closure(byFile, wanted)].filter((chunk) => !known.has(chunk));
  const styles = further.flatMap((chunk) => [...(chunk.viteMetadata?.importedCss ?? [])]);
  return [...new Set([...styles, ...further.map(({ fileName }) => fileName)])];
}

function closure(byFile: Map<string, Rollup.OutputChunk>, from: Rollup.OutputChunk[]): Set<Rollup.OutputChunk> {
  const seen = new Set<Rollup.OutputChunk>();
  const waiting = [...from];
  for (let chunk = waiting.pop(); chunk; chunk = waiting.pop()) {
    if (seen.has(chunk)) continue;
    seen.add(chunk);
    waiting.push(...chunk.imports.flatMap((file) => byFile.get(file) ?? []));
  }
  return seen;
}
