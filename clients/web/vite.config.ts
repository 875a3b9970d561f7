import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";
import { screens } from "./scripts/screens.ts";
import { shell } from "./scripts/shell.ts";

const server = "http://127.0.0.1:8080";

// A round trip costs a phone more than the bytes of a part that a screen could do without: few files, each of some size.
const worker = /src[\\/](sw|shell|pushed)\.ts$/;
const talk = /src[\\/](ui[\\/](Menu|Dialog|Confirm|Trouble)\.svelte|features[\\/]chat[\\/](messages[\\/]MessageText|moderating)|language[\\/](chat[\\/]moderation|moments)\.ts|features[\\/]me[\\/](links|making|moments)|members[\\/]wording)/;
// What the list of conversations shows besides its rows, what nearly every conversation shows, and one's own card; with the
// small things that they share with few others.
const list = /src[\\/](ui[\\/]longPress|language[\\/]chat[\\/]preferences|features[\\/]chat[\\/](ChatMenu|choosing|list[\\/](ArchiveRow|ChatListEmpty|LeadingRow|ListParts|RowMarks|RowMenus)|muting|people))\./;
const room = /src[\\/](language[\\/]chat[\\/](adding|messages)|features[\\/]chat[\\/](rooms[\\/]RoomView|messages[\\/](Forwarded|Quote|Reactions|extract|reacting)|talking|files[\\/]RoomTabs))\./;
const card = /src[\\/](ui[\\/]whole|language[\\/]manage[\\/](card|purposes)|features[\\/]manage[\\/]members[\\/](Card|Facts|Lines|Own|Purposes|ReachFields|cards|changes|lists))/;
const me = /src[\\/]features[\\/]me[\\/](Archive|Blocked|Consents|Erasure|Me|Privacy)/;
const notices = /src[\\/](language[\\/]chat[\\/]push|features[\\/]notify[\\/]Notices)\./;
const groups = [
  { name: "first", tags: ["$initial" as const], test: (id: string) => !worker.test(id), priority: 5 },
  { name: "list", test: list, priority: 1.8 },
  { name: "room", test: room, priority: 1.5 },
  { name: "card", test: card, priority: 1.5 },
  { name: "me", test: me, priority: 1.5 },
  { name: "notices", test: notices, priority: 1.5 },
  { name: "talk", test: talk, minShareCount: 2, priority: 4 },
  { name: "parts", test: /src[\\/](ui|language)[\\/][^\\/]+$/, minShareCount: 4, priority: 3 },
  { name: "work", test: /src[\\/](ui[\\/](form|table)|state|features[\\/]manage|language[\\/]manage)[\\/][^\\/]+$/, minShareCount: 4, priority: 2 },
  { name: "people", test: /src[\\/](ui|features|language)[\\/]/, minShareCount: 2, priority: 1, entriesAware: true, entriesAwareMergeThreshold: 5_000 },
];

export default defineConfig({
  plugins: [svelte(), screens(), shell()],
  // Vitest takes the server's build of Svelte otherwise, whose runes do not react.
  resolve: process.env.VITEST ? { conditions: ["browser"] } : {},
  build: {
    // A lazy part names its styles only. Its scripts name each other, and adding links for them took as long as drawing
    // the list of conversations; what a screen needs at once, the server names beside the page (scripts/screens.ts).
    modulePreload: {
      resolveDependencies: (_file, names, { hostType }) => names.filter((name) => hostType === "html" || name.endsWith(".css")),
    },
    rolldownOptions: {
      input: { index: "index.html", sw: "src/sw.ts" },
      output: {
        entryFileNames: ({ name }) => (name === "sw" ? "sw.js" : "assets/[name]-[hash].js"),
        chunkFileNames: ({ name }) => `assets/${name.split("~")[0]}-[hash].js`,
        assetFileNames: ({ names: [name = ""] }) => `assets/${name.split("~")[0].replace(/\.css$/, "")}-[hash][extname]`,
        codeSplitting: { groups },
      },
    },
  },
  server: {
    proxy: { "/api": server, "/poll": server, "/files": server, "/calendar": server, "/ws": { target: server, ws: true } },
  },
  test: { include: ["src/**/*.test.ts"], environment: "node" },
});
