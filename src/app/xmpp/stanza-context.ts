/** What the XMPP library uses of its own contexts, which read three addresses out of each stanza. */
export default class Context {
  constructor(
    readonly entity: unknown,
    readonly stanza: unknown,
  ) {}
}
