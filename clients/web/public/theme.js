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
  root.lang = kept.language ?? (navigator.language.toLowerCase().startsWith("nl") ? "nl" : "en");
})();
