import { mount } from "svelte";
import App from "./app/App.svelte";
import { app } from "./state/app.svelte.ts";
import { watchWaking } from "./state/waking.ts";
import { registerWorker, reloadOnMissingPart } from "./state/worker.ts";

// The address of this file carries the hash of its build.
reloadOnMissingPart(import.meta.url);
app.route.start();
void app.start();
// In a task of its own, so that the browser hears a finger after reading all this; what is asked of the server is on its way.
setTimeout(() => {
  const target = document.getElementById("app");
  if (target) mount(App, { target });
  watchWaking(() => app.wake());
  void registerWorker(app.connection);
});
