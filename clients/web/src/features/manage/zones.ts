/** The time zones that this browser knows, and the one that is set, by name. */
export function zonesWith(current: string): string[] {
  return [...new Set([...Intl.supportedValuesOf("timeZone"), current])].sort();
}
