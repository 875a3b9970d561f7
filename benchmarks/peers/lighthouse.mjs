// Lighthouse over the screens of a server, in a browser that is signed in. Usage: node lighthouse.mjs <debugging port> <rounds> <mobile|desktop> <address>…
// One line of JSON for each screen and round.
import { argv, stdout } from "node:process";
import lighthouse, { desktopConfig } from "lighthouse";

const [, , port, rounds, device, ...addresses] = argv;
const measures = {
  fcp: "first-contentful-paint",
  lcp: "largest-contentful-paint",
  tbt: "total-blocking-time",
  cls: "cumulative-layout-shift",
  speed: "speed-index",
};

async function measured(address) {
  const flags = { port: Number(port), onlyCategories: ["performance"], logLevel: "error", output: "json" };
  const ran = await lighthouse(address, flags, device === "desktop" ? desktopConfig : undefined);
  if (ran.lhr.runtimeError) throw new Error(ran.lhr.runtimeError.message);
  if (ran.lhr.finalDisplayedUrl !== address) throw new Error(`${address} led to ${ran.lhr.finalDisplayedUrl}`);
  const seen = { address, score: ran.lhr.categories.performance.score };
  for (const [name, audit] of Object.entries(measures)) seen[name] = ran.lhr.audits[audit].numericValue;
  const requests = ran.lhr.audits["network-requests"].details.items;
  seen.requests = requests.length;
  seen.bytes = requests.reduce((sum, { transferSize }) => sum + (transferSize ?? 0), 0);
  return seen;
}

for (let round = 0; round < Number(rounds); round += 1) {
  for (const address of addresses) stdout.write(`${JSON.stringify(await measured(address))}\n`);
}
