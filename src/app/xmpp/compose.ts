/** What the XMPP library uses of `koa-compose`, which is CommonJS. */
type Next = () => Promise<unknown>;
type Handler = (context: unknown, next: Next) => unknown;

/** Handlers one within the other: each calls the next one, or does not. Throws become rejections. */
export default function compose(
  handlers: readonly Handler[],
): (context: unknown) => Promise<unknown> {
  return (context) => {
    const from = async (index: number): Promise<unknown> =>
      handlers[index]?.(context, () => from(index + 1));
    return from(0);
  };
}
