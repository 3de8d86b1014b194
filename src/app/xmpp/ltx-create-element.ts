/** What the XMPP library uses of ltx's way to write elements. */
import Element from './ltx-element.ts';

type Child = Element | string | readonly Child[] | false | null | undefined;

/** Builds an element; lists of children are taken apart, what is empty is left out. */
export default function createElement(
  name: string,
  attrs?: Readonly<Record<string, unknown>> | null,
  ...children: readonly Child[]
): Element {
  const element = new Element(name, attrs);
  const append = (child: Child) => {
    if (Array.isArray(child)) child.forEach(append);
    else if (child) element.append(child as Element | string);
  };
  append(children);
  return element;
}
