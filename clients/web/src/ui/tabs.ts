export interface Tab {
  /** Also the last part of the address: `/manage/members/12/addresses`. */
  name: string;
  label: string;
  count?: number;
}

/** The tab of an address; the first when it names none that is there. */
export function tabShown(tabs: readonly Tab[], name: string | null): string {
  return tabs.find((tab) => tab.name === name)?.name ?? tabs[0]?.name ?? "";
}

/** The address of a tab: the first one needs no name. */
export function tabAddress(tabs: readonly Tab[], base: string, name: string): string {
  return name === tabs[0]?.name ? base : `${base}/${name}`;
}

/** The tab that an arrow key goes to, round the ends; null when the key is not ours. */
export function stepTab(key: string, current: number, count: number): number | null {
  const steps: Record<string, number> = {
    ArrowRight: (current + 1) % count,
    ArrowLeft: (current - 1 + count) % count,
    Home: 0,
    End: count - 1,
  };
  return count === 0 ? null : (steps[key] ?? null);
}
