/** Text as it stands in XML and back, by the names that the XMPP library has for it. */
import { escapeAttr, escapeText } from '../../protocol/xml.ts';

export { escapeAttr as escapeXML, escapeText as escapeXMLText };

const ENTITIES: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" },
};

/** The text that was written so; what names nothing stays as it is. */
export function unescapeXML(text: string): string {
  return text.replace(/&(#x?)?(\w+);/g, (whole, hash: string | undefined, name: string) => {
    if (hash === undefined) return ENTITIES[name] ?? whole;
    const code = Number.parseInt(name, hash === '#' ? 10 : 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

export const unescapeXMLText = unescapeXML;
