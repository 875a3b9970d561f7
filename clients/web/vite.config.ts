import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";
import { shell } from "./scripts/shell.ts";

const server = "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [svelte(), shell()],
  // Vitest takes the server's build of Svelte otherwise, whose runes do not react.
  resolve: process.env.VITEST ? { conditions: ["browser"] } : {},
  build: {
    // The names of what lazy screens import stay out of the first load: a screen's first opening takes a turn longer.
    modulePreload: {
      resolveDependencies: (_file, names, { hostType }) => (hostType === "html" ? names : names.filter((name) => name.endsWith(".css"))),
    },
    rolldownOptions: {
      input: { index: "index.html", sw: "src/sw.ts" },
      output: { entryFileNames: ({ name }) => (name === "sw" ? "sw.js" : "assets/[name]-[hash].js") },
    },
  },
  server: {
    proxy: { "/api": server, "/poll": server, "/files": server, "/calendar": server, "/ws": { target: server, ws: true } },
  },
  test: { include: ["src/**/*.test.ts"], environment: "node" },
});
