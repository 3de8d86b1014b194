/** What the XMPP library uses of ltx's parser: frames come whole (RFC 7395, 3.3). */
import { EventEmitter } from './events.ts';
import { unescapeXML } from './ltx-escape.ts';

/** A tag, or text. Comments, document types and instructions are no part of XMPP (RFC 6120, 11.1). */
const PIECE =
  /<(\/?)([^\s<>/!?][^\s<>/]*)((?:\s+[^\s<>=/]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/g;
const ATTRIBUTE = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** Tells of the tags and texts of a frame, up to what is no XML. */
export default class Parser extends EventEmitter {
  write(frame: string): void {
    let at = 0;
    for (;;) {
      // Listeners may have had another frame parsed meanwhile.
      PIECE.lastIndex = at;
      const piece = PIECE.exec(frame);
      if (piece?.index !== at) return;
      const [{ length }, isEnd, tag = '', attributes = '', isEmpty, text] = piece;
      at += length;
      if (text !== undefined) this.emit('text', unescapeXML(text));
      else if (!isEnd) this.emit('startElement', tag, attributesIn(attributes));
      if (isEnd || isEmpty) this.emit('endElement', tag);
    }
  }
}

function attributesIn(text: string): Record<string, string> {
  const attrs: Record<string, string> = {};
  for (const [, key = '', double, single = ''] of text.matchAll(ATTRIBUTE)) {
    attrs[key] = unescapeXML(double ?? single);
  }
  return attrs;
}
