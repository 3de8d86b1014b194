import { parse } from 'acorn';

/** Functions by their names, each as it is written. */
export type Helpers = ReadonlyMap<string, string>;

/** The functions at the top of a script, or of those the ones that `source` does not have: swc's own. */
export function helpersOf(es5: string, source = ''): Helpers {
  const known = new Set(functionsOf(source).map(({ name }) => name));
  const added = functionsOf(es5).filter(({ name }) => !known.has(name));
  return new Map(added.map(({ name, start, end }) => [name, es5.slice(start, end)]));
}

/** The script with other functions in the place of those of these names; `''` takes one out. */
export function withHelpers(es5: string, helpers: Helpers): string {
  let code = es5;
  for (const { name, start, end } of functionsOf(es5).reverse()) {
    code = code.slice(0, start) + (helpers.get(name) ?? code.slice(start, end)) + code.slice(end);
  }
  return code;
}

function functionsOf(code: string) {
  const { body } = parse(code, { ecmaVersion: 'latest', sourceType: 'module' });
  return body.flatMap((statement) => {
    const one = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (one?.type !== 'FunctionDeclaration') return [];
    return [{ name: one.id.name, start: one.start, end: one.end }];
  });
}
