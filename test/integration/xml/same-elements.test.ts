import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Element } from '../../../src/protocol/xml.ts';
import { ComponentLink } from '../../../src/server/component/link.ts';
import { createLog } from '../../../src/server/log.ts';
import { pathsIn } from '../../../src/server/xmpp-server/paths.ts';
import { readState } from '../../../src/server/xmpp-server/state.ts';
import { openXmppServer } from '../../../src/server/xmpp-server/xmpp-server.ts';
import { chanceOf } from '../../fuzz/mutate.ts';
import { eventually } from '../../harness/eventually.ts';
import { reach } from '../../harness/reach.ts';
import { documents } from './documents.ts';
import { comparable, due, Expat, readingOf, type Verdict } from './expat.ts';
import { RawClient } from './raw-client.ts';

const DOCUMENTS = reach(100_000);
/** Documents between two words of how far it is. */
const PROGRESS = 10_000;
const CLIENTS = 40;
const SERVICE = 'channels.localhost';

/** A Prosody as a site has it, and what its channel service's link is handed. */
async function prosodyWithComponent() {
  const dataDir = mkdtempSync(join(tmpdir(), 'wifi-chat-xml-'));
  const log = createLog(() => undefined);
  const xmpp = await openXmppServer({ dataDir, domain: 'localhost', limits: false, log });
  await xmpp.start();
  const received: Element[] = [];
  const { host, port, channelsSecret: secret } = xmpp.link;
  const link = await new Promise<ComponentLink>((resolve) => {
    const made: ComponentLink = new ComponentLink({
      ...{ host, port, secret, domain: SERVICE },
      onStanza: (stanza) => received.push(stanza),
      onOnline: () => resolve(made),
      onOffline: (reason) =>
        received.push({ name: 'offline', ns: reason, attrs: {}, children: [] }),
    });
    made.start();
  });
  onTestFinished(async () => {
    await link.stop();
    await xmpp.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });
  return { received, c2sPort: readState(pathsIn(dataDir).state).ports.c2s };
}

test(
  `P2: ${DOCUMENTS} documents through Prosody: what arrives is what expat reads, from who sent it`,
  async () => {
    const { received, c2sPort } = await prosodyWithComponent();
    const expat = new Expat();
    onTestFinished(() => expat.close());
    const seed = Math.floor(Math.random() * 2 ** 32);
    const source = documents(SERVICE, chanceOf(seed));
    const counts = { sent: 0, whole: 0, arrived: 0, due: 0, reopened: 0 };
    const tell = () => process.stdout.write(`seed ${seed}: ${JSON.stringify(counts)}\n`);
    const marks = new Set<string>();
    /** From nobody whom the server had let in. */
    const forged: string[] = [];
    const inboxes = new Map<string, Element[]>();
    const sort = () => {
      for (const stanza of received.splice(0)) {
        const { name, attrs } = stanza;
        const { from = '', id = '', type } = attrs;
        const inbox = inboxes.get(from);
        if (!inbox) forged.push(JSON.stringify(stanza));
        if (id.startsWith('mark-')) marks.add(id);
        // The server itself says who has gone.
        else if (name !== 'presence' || type !== 'unavailable') inbox?.push(stanza);
      }
    };
    const arrived = (mark: string) => {
      sort();
      return marks.delete(mark);
    };

    const enter = async () => {
      const client = await RawClient.connect(c2sPort, 'anon.localhost');
      inboxes.set(client.jid, []);
      return client;
    };
    const compare = (document: Buffer, { stanzas }: Verdict, jid: string) => {
      const readable = `seed ${seed}: ${JSON.stringify(document.toString('latin1'))}`;
      const expected = stanzas.map((one) => comparable(one));
      const isDue = [...due(stanzas, SERVICE)];
      const passOver = (howMany: number) =>
        expect(isDue.splice(0, howMany), `${readable}\nlost one of ${expected}`).not.toContain(
          true,
        );
      for (const stanza of inboxes.get(jid)?.splice(0) ?? []) {
        // Those that come must be among those that are there, in their order.
        const place = expected.indexOf(comparable(readingOf(stanza)));
        expect(
          place,
          `${readable}\nexpat: ${expected}\nours: ${comparable(readingOf(stanza))}`,
        ).not.toBe(-1);
        passOver(place);
        counts.due += Number(isDue.shift());
        expected.splice(0, place + 1);
        counts.arrived += 1;
      }
      passOver(isDue.length);
    };
    const speak = async () => {
      let client = await enter();
      while (counts.sent < DOCUMENTS) {
        counts.sent += 1;
        if (counts.sent % PROGRESS === 0) tell();
        const mark = `mark-${counts.sent}`;
        const document = source.next().value as Buffer;
        const verdict = await expat.read(document);
        const { jid } = client;
        client.send(document);
        const sendMark = () => client.send(`<message to='${SERVICE}' id='${mark}'/>`);
        const passed = (look: () => boolean) =>
          eventually(look, 30_000).catch(() => {
            throw new Error(`seed ${seed}: nothing came after ${document.toString('latin1')}`);
          });
        if (verdict.whole) {
          counts.whole += 1;
          sendMark();
          await passed(() => arrived(mark) || client.isClosed);
        } else await client.end();
        if (client.isClosed) {
          client = await enter();
          counts.reopened += 1;
          sendMark();
          await passed(() => arrived(mark));
        }
        expect(forged, `seed ${seed}`).toEqual([]);
        compare(document, verdict, jid);
        if (jid !== client.jid) inboxes.delete(jid);
      }
    };
    await Promise.all(Array.from({ length: CLIENTS }, speak));
    tell();
    // Were most of them refused on the way, little would have been compared.
    expect(counts.arrived).toBeGreaterThan(DOCUMENTS / 4);
  },
  DOCUMENTS * 100 + 60_000,
);
