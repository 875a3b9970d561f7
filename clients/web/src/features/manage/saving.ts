/** Lets the browser keep a file that the server gave as text. */
export function keepFile(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser reads it after the click has gone by.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
