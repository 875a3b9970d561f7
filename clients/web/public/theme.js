// Before the first paint, so that a dark screen never flashes white. A file of its own: the policy forbids inline scripts.
(() => {
  const root = document.documentElement;
  let kept = {};
  try {
    kept = JSON.parse(localStorage.getItem("akkoord.settings") ?? "{}");
  } catch {
    // Storage may be forbidden; the defaults below hold then.
  }
  root.dataset.theme = kept.theme ?? "system";
  root.dataset.text = kept.textSize ?? "normal";
  // The status bar of a phone follows these, which by themselves follow the system.
  for (const meta of document.querySelectorAll("meta[name=theme-color]")) {
    if (kept.theme === "light" || kept.theme === "dark") meta.media = meta.dataset.of === kept.theme ? "all" : "not all";
  }
  root.lang = kept.language ?? (navigator.language.toLowerCase().startsWith("nl") ? "nl" : "en");
})();
