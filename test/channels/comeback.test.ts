import { expect, test } from 'vitest';
import { tellEverybody } from '../../src/server/component/presence.ts';
import { arrive } from '../../src/server/service/presence.ts';
import { channelService, SERVICE } from './channel-service.ts';

test('who is there before all know that the service is back is told that, too', async () => {
  const { ctx } = await channelService();
  const told: string[] = [];
  const link = { sendText: (xml: string) => told.push(xml) };
  let goOn: () => void = () => undefined;
  const waits = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  // All phones come at once: the one that comes just now waits behind others to be written down.
  const others = ctx.database.write(() => waits);
  const fullJid = 'thandi@example.org/phone';
  const comes = arrive(ctx, { jid: 'thandi@example.org', fullJid, isLocal: true });
  const tells = tellEverybody(ctx, link, SERVICE, 'available');
  goOn();
  await Promise.all([others, comes, tells]);
  expect(told).toEqual([`<presence from="${SERVICE}" to="${fullJid}"/>`]);
});
