/**
 * XML as plain values: what both ends build, read and write.
 *
 * An element carries its namespace resolved, so no reader has to walk up to its parents, and two
 * documents that mean the same compare the same whatever prefixes their writer chose.
 */
export interface Element {
  readonly name: string;
  readonly ns: string;
  /** Attributes without namespace declarations; `xml:lang` keeps its prefix. */
  readonly attrs: Readonly<Record<string, string>>;
  readonly children: readonly Node[];
}

export type Node = Element | string;

type Attrs = Record<string, string | number | undefined>;

/**
 * Builds an element. Attributes and children that are `undefined` are left out, so optional parts
 * need no branches where an element is built.
 */
export function el(
  ns: string,
  name: string,
  attrs: Attrs = {},
  ...children: readonly (Node | undefined)[]
): Element {
  const kept: Record<string, string> = {};
  for (const key of Object.keys(attrs)) {
    const value = attrs[key];
    if (value !== undefined) kept[key] = String(value);
  }
  return { name, ns, attrs: kept, children: children.filter((c): c is Node => c !== undefined) };
}

export function isElement(node: Node): node is Element {
  return typeof node !== 'string';
}

/**
 * Child elements, all of them or those of one name and namespace (the parent's by default): none where there is
 * no parent, so that a reader walks down without asking at each step.
 */
export function childrenOf(
  parent: Element | undefined,
  name?: string,
  ns = parent?.ns,
): readonly Element[] {
  const elements = parent ? parent.children.filter(isElement) : [];
  return name === undefined ? elements : elements.filter((c) => c.name === name && c.ns === ns);
}

/** The first child of that name and namespace (the parent's by default). */
export function child(parent: Element | undefined, name: string, ns?: string): Element | undefined {
  return childrenOf(parent, name, ns)[0];
}

/** The text directly inside an element. */
export function textOf(element: Element): string {
  return element.children.filter((c): c is string => typeof c === 'string').join('');
}

/** The text of a child, `undefined` where there is no such child. */
export function childText(
  parent: Element | undefined,
  name: string,
  ns?: string,
): string | undefined {
  const found = child(parent, name, ns);
  return found && textOf(found);
}

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  // Unescaped, a parser turns these into spaces inside attributes (XML 1.0, 3.3.3) …
  '\t': '&#9;',
  '\n': '&#10;',
  // … and this one into a line feed anywhere (XML 1.0, 2.11).
  '\r': '&#13;',
};

/** Text as it may stand inside an element. */
export function escapeText(text: string): string {
  return text.replace(/[&<>\r]/g, (c) => ESCAPES[c] as string);
}

/** Text as it may stand inside a quoted attribute. */
export function escapeAttr(value: string): string {
  return value.replace(/[&<>"'\t\n\r]/g, (c) => ESCAPES[c] as string);
}

/**
 * Writes an element as XML. `inherited` is the default namespace at the place where the text goes.
 * Recursive: what comes in is bounded to {@link limits.MAX_DEPTH} before anything is built of it.
 */
export function serialize(element: Element, inherited = ''): string {
  const { name, ns, attrs, children } = element;
  let head = `<${name}`;
  if (ns !== inherited) head += ` xmlns="${escapeAttr(ns)}"`;
  for (const key of Object.keys(attrs)) head += ` ${key}="${escapeAttr(attrs[key] as string)}"`;
  if (children.length === 0) return `${head}/>`;
  let body = '';
  for (const c of children) body += typeof c === 'string' ? escapeText(c) : serialize(c, ns);
  return `${head}>${body}</${name}>`;
}
