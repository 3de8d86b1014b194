import type { XmppClient } from '../../../src/server/stream/client.ts';
import type { Dialect } from './dialect.ts';
import { answerOf, publishFrame, runTag } from './publish-frame.ts';
import { tap } from './tap.ts';

/** Posts on their way at once. */
const WINDOW = 50;

/** Publishes that many posts. */
export async function fill(
  poster: XmppClient,
  dialect: Dialect,
  name: string,
  count: number,
): Promise<void> {
  const tag = runTag();
  let sent = 0;
  let acked = 0;
  const post = () => {
    poster.sendRaw(publishFrame(dialect, name, tag, poster.jid, sent));
    sent += 1;
  };
  await new Promise<void>((resolve) => {
    const untap = tap([poster], (frame) => {
      if (!answerOf(frame, tag)) return;
      acked += 1;
      if (sent < count) post();
      if (acked < count) return;
      untap();
      resolve();
    });
    while (sent < Math.min(WINDOW, count)) post();
  });
}
