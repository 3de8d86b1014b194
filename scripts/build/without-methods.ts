import { parse } from 'acorn';

/**
 * The script without those methods of its classes.
 *
 * @throws where it has none of that name any more, or not all of them.
 */
export function withoutMethods(code: string, names: readonly string[]): string {
  const { body } = parse(code, { ecmaVersion: 'latest', sourceType: 'module' });
  const methods = body.flatMap((statement) => {
    const one = 'declaration' in statement ? statement.declaration : statement;
    return one?.type === 'ClassDeclaration' ? one.body.body : [];
  });
  const found = methods.filter(
    (one) =>
      one.type === 'MethodDefinition' &&
      one.key.type === 'Identifier' &&
      names.includes(one.key.name),
  );
  if (found.length !== names.length)
    throw new Error(`Which of these is gone: ${names.join(', ')}?`);
  return found
    .reverse()
    .reduce((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), code);
}
