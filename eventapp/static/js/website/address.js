/* E-mail addresses as they are typed. */

/** What stands before the domain, @ included, and the domain; nothing while there is no whole one. */
export function partsOf(typed) {
  const [, name, domain] = typed.match(/^([^@]+@)([^@\s]+)$/) ?? [];
  return domain ? { name, domain } : null;
}

/** What is said of an address that is wrong: of [sign, sentence] the first whose sign fits. */
export function faultOf(typed, faults) {
  return faults.find(([sign]) => new RegExp(sign, "u").test(typed))?.[1] ?? "";
}
