/** Of `sections.ts`: the name of each section, and the file of its page. */
export function pagesOf(sections: string): [string, string][] {
  return [...sections.matchAll(/name: "([a-z]+)".*import\("\.\/([^"]+)"\)/g)].map(([, name = "", file = ""]) => [name, file]);
}
