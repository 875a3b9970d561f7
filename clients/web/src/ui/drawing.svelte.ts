import { icons, type IconName } from "./icons.ts";

let later = $state.raw<Partial<Record<IconName, string>> | null>(null);
let fetching: Promise<void> | null = null;

/** The path of an icon; empty until it has been fetched. Its place is kept meanwhile. */
export function pathOf(name: IconName): string {
  if (name in icons) return icons[name as keyof typeof icons];
  if (later === null) void fetchLater();
  return later?.[name] ?? "";
}

// A sign that does not come is missed by nobody: each stands beside its word or has a label.
async function fetchLater(): Promise<void> {
  fetching ??= import("./later_icons.ts").then(
    ({ laterIcons }) => void (later = laterIcons),
    () => void (fetching = null),
  );
  await fetching;
}
