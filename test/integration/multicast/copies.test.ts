import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { canRunEjabberd } from '../../../bench/server/hosts/ejabberd.ts';
import { NS } from '../../../src/protocol/namespaces.ts';
import { child, childrenOf, type Element, el } from '../../../src/protocol/xml.ts';
import { connect, XmppClient } from '../../../src/server/stream/client.ts';
import { type CopyingServer, DOMAIN, ejabberd, prosody, SERVICE } from './copying-server.ts';

const SERVERS = [
  { name: 'Prosody', start: prosody, isMissing: false },
  { name: 'ejabberd', start: ejabberd, isMissing: !canRunEjabberd() },
];

const eventIn = (message: Element) => child(message, 'event', NS.PUBSUB_EVENT)?.attrs.id;

for (const { name, start, isMissing } of SERVERS) {
  describe.skipIf(isMissing)(`a push to many through ${name}`, () => {
    let server: CopyingServer;

    beforeAll(async () => {
      server = await start();
    });

    afterAll(async () => {
      await server?.stop();
    });

    // What ends as an empty element does travels as text to our modules.
    test.each([
      { names: ['ann', 'bob'], after: '' },
      { names: ['amy', 'bill'], after: '<place xmlns="urn:x" of="&lt;it&gt;"/>' },
    ])('one stanza reaches everybody, each with a copy that names nobody else', async (push) => {
      const clients = await Promise.all(push.names.map((person) => server.person(person)));
      const others = [`nobody@${DOMAIN}/gone`, `ann@${DOMAIN}/gone`, `@${DOMAIN}/no-address`];
      const receivers = [...others, ...clients.map((client) => client.jid)];
      expect(server.push('one', receivers, push.after)).toHaveLength(1);
      for (const client of clients) {
        const message = await client.waitForMessage((m) => eventIn(m) === 'one');
        expect(message.attrs).toMatchObject({ from: SERVICE, to: client.jid, type: 'headline' });
        expect(childrenOf(message).map((part) => [part.name, part.attrs.of])).toEqual([
          ['event', undefined],
          ...(push.after ? [['place', '<it>']] : []),
        ]);
        const [text, end] = child(message, 'event', NS.PUBSUB_EVENT)?.children ?? [];
        expect([text, (end as Element).name]).toEqual(['é&', 'end']);
      }
    });

    test('copies come in the order of sending, and none twice', async () => {
      const [ann, ben] = [await server.person('ann-2'), await server.person('ben')];
      const ids = Array.from({ length: 200 }, (_, n) => `n${n}`);
      for (const id of ids) server.push(id, [ann.jid, ben.jid]);
      for (const client of [ann, ben]) {
        await client.waitForMessage((m) => eventIn(m) === 'n199');
        expect(client.messages.map(eventIn)).toEqual(ids);
      }
    });

    test('who has lost the connection has the copies when the stream is resumed', async () => {
      const account = { username: 'lost', password: 'secret-pass', register: true };
      const lost = await connect({ url: server.url, domain: DOMAIN, ...account });
      const id = await lost.enableResumption();
      await lost.cut();
      server.push('while-away', [lost.jid]);
      const back = new XmppClient(server.url);
      onTestFinished(() => back.cut());
      await back.openStream(DOMAIN);
      await back.authenticate('PLAIN', '\0lost\0secret-pass', DOMAIN);
      await back.resume(id);
      await back.waitForMessage((message) => eventIn(message) === 'while-away');
    });

    test('nobody but the channel service writes to many', async () => {
      const [mallory, victim] = [await server.person('mallory'), await server.person('victim')];
      const receivers = el(NS.RECEIVERS, 'receivers', {}, victim.jid);
      const refusal = mallory.waitForMessage((message) => message.attrs.type === 'error');
      mallory.send(el(NS.CLIENT, 'message', { to: DOMAIN }, receivers, el('urn:x', 'spam')));
      const error = child(await refusal, 'error');
      expect(error && childrenOf(error)[0]?.name).toBe('forbidden');
      server.push('after', [victim.jid]);
      await victim.waitForMessage((message) => eventIn(message) === 'after');
      expect(victim.messages).toHaveLength(1);
    });
  });
}
