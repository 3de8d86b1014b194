/** What the XMPP library uses of ltx's parser: frames come whole (RFC 7395, 3.3). */
import { EventEmitter } from './events.ts';
import { unescapeXML } from './ltx-escape.ts';

/** A tag, or text. Comments, document types and instructions are no part of XMPP (RFC 6120, 11.1). */
const PIECE =
  /<(\/?)([^\s<>/!?][^\s<>/]*)((?:\s+[^\s<>=/]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/y;
const ATTRIBUTE = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** Tells of the tags and texts of a frame, up to what is no XML. */
export default class Parser extends EventEmitter {
  write(frame: string): void {
    PIECE.lastIndex = 0;
    for (let piece = PIECE.exec(frame); piece; piece = PIECE.exec(frame)) {
      const [{ length }, isEnd, tag = '', attributes = '', isEmpty, text] = piece;
      const next = piece.index + length;
      if (text !== undefined) this.emit('text', unescapeXML(text));
      else if (!isEnd) this.emit('startElement', tag, attributesIn(attributes));
      if (isEnd || isEmpty) this.emit('endElement', tag);
      // Listeners may have another frame parsed meanwhile.
      PIECE.lastIndex = next;
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
