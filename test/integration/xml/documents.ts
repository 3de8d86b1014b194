import { NS } from '../../../src/protocol/namespaces.ts';
import { publishRequest } from '../../../src/protocol/pubsub.ts';
import { iq } from '../../../src/protocol/stanza.ts';
import { el, serialize } from '../../../src/protocol/xml.ts';
import { type Chance, mutate } from '../../fuzz/mutate.ts';

/** Documents to a component, which hold what parsers have disagreed on before. */
function seeds(to: string): readonly string[] {
  const publish = publishRequest('water@topics.localhost', { id: 'p', text: 'a & b 💧' });
  const message = (inside: string) => `<message to="${to}" id="d">${inside}</message>`;
  return [
    serialize(iq({ type: 'set', id: 'q', to }, publish), NS.CLIENT),
    serialize(iq({ type: 'get', id: 'q', to }, el(NS.DISCO_INFO, 'query')), NS.CLIENT),
    message('<body>plain</body>'),
    message('<body>&lt;&amp;&gt;&#x1F4A7;&#13;&#10;x</body>'),
    message('<body><![CDATA[<from>admin@localhost</from>]]> after</body>'),
    message('<a:b xmlns:a="urn:a" a:c="d" c="e"><a:f xmlns:a="urn:g"/></a:b>'),
    message(`<x xmlns="${NS.COMPONENT}"/><y xmlns="" z="&#9;&#10;t\tn\n"/>`),
    message('<deep><er><and><deeper><still xml:lang="xh"/></deeper></and></er></deep>'),
    `<message to="${to}" from="admin@localhost" type="chat"><body>forged</body></message>`,
    `${message('<body>one</body>')}${message('<body>two</body>')}`,
  ];
}

/** Documents, some as they are, most with changes, some of them with bytes that are no UTF-8. */
export function* documents(to: string, chance: Chance): Generator<Buffer> {
  const all = seeds(to);
  const pick = () => all[chance(all.length)] as string;
  for (;;) {
    const xml = chance(4) === 0 ? pick() : mutate(pick(), pick(), chance);
    const bytes = Buffer.from(xml);
    if (chance(10) === 0 && bytes.length > 0) bytes[chance(bytes.length)] = chance(256);
    yield bytes;
  }
}
