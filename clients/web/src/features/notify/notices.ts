/** What an open client does about news besides showing it. */

/** `(3) Sopranen · Akkoord`; without a count the title as it was. */
export function counted(title: string, count: number): string {
  const plain = title.replace(/^\(\d+\+?\) /, "");
  return count > 0 ? `(${count > 99 ? "99+" : count}) ${plain}` : plain;
}
