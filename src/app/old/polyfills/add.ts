/** Gives `target` those of the methods that it lacks; a loop does not meet them. */
export function add(target: object, methods: Readonly<Record<string, unknown>>): void {
  for (const name of Object.keys(methods)) {
    if (name in target) continue;
    Object.defineProperty(target, name, {
      value: methods[name],
      configurable: true,
      writable: true,
    });
  }
}
