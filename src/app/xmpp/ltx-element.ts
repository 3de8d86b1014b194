/** What the XMPP library uses of ltx's elements, which do three times as much. */
import { escapeXML, escapeXMLText } from './ltx-escape.ts';

type Node = Element | string;

/** An element with the prefix and the declarations that its writer chose. */
export default class Element {
  readonly attrs: Record<string, unknown>;
  readonly children: Node[] = [];
  parent: Element | null = null;

  constructor(
    readonly name: string,
    attrs?: Readonly<Record<string, unknown>> | null,
  ) {
    this.attrs = { ...attrs };
  }

  is(name: string, xmlns?: string): boolean {
    return this.getName() === name && (!xmlns || this.getNS() === xmlns);
  }

  getName(): string {
    return this.name.slice(this.name.indexOf(':') + 1);
  }

  getNS(): unknown {
    const colon = this.name.indexOf(':');
    return this.findNS(colon < 0 ? 'xmlns' : `xmlns:${this.name.slice(0, colon)}`);
  }

  findNS(declaration: string): unknown {
    return this.attrs[declaration] ?? this.parent?.findNS(declaration);
  }

  getChildElements(): Element[] {
    return this.children.filter((child): child is Element => typeof child !== 'string');
  }

  getChildren(name: string, xmlns?: string): Element[] {
    return this.getChildElements().filter((child) => child.is(name, xmlns));
  }

  getChild(name: string, xmlns?: string): Element | undefined {
    return this.getChildren(name, xmlns)[0];
  }

  getChildText(name: string, xmlns?: string): string | null {
    return this.getChild(name, xmlns)?.text() ?? null;
  }

  text(): string {
    return this.children.filter((child) => typeof child === 'string').join('');
  }

  append(child: Node): void {
    this.children.push(child);
    if (typeof child !== 'string') child.parent = this;
  }

  t(text: string): void {
    this.append(text);
  }

  /** As XML. What is `null` or `undefined` is no attribute. */
  toString(): string {
    let head = `<${this.name}`;
    for (const key of Object.keys(this.attrs)) {
      const value = this.attrs[key] ?? null;
      if (value !== null) head += ` ${key}="${escapeXML(String(value))}"`;
    }
    if (this.children.length === 0) return `${head}/>`;
    const parts = this.children.map((child) =>
      typeof child === 'string' ? escapeXMLText(child) : String(child),
    );
    return `${head}>${parts.join('')}</${this.name}>`;
  }
}
