/** What the XMPP library uses of `saslmechanisms`, which is CommonJS. */
interface Mechanism {
  readonly name: string;
}
type MechanismClass = { new (): Mechanism; readonly prototype: Mechanism };

/** The ways to sign in that a client knows. */
export default class SaslFactory {
  /** The library reads their names. */
  readonly _mechs: { readonly name: string; readonly mech: MechanismClass }[] = [];

  use(mech: MechanismClass): void {
    this._mechs.push({ name: mech.prototype.name, mech });
  }

  /** The first one of these names; `null` where none is known. */
  create(names: readonly string[]): Mechanism | null {
    const found = this._mechs.find(({ name }) => names.includes(name));
    return found ? new found.mech() : null;
  }
}
