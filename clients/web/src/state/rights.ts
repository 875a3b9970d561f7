/** The rights that open a section of the administrators' area. */
const manageRights: readonly string[] = ["members", "access", "agenda", "settings"];

export function managesSomething(capabilities: readonly string[] = []): boolean {
  return capabilities.some((capability) => manageRights.includes(capability));
}
