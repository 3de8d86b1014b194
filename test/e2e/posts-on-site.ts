import { type Item, nodeOf } from '../../src/protocol/channel.ts';
import { readItemsAnswer } from '../../src/protocol/items-answer.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import { pageRequest } from '../../src/protocol/rsm.ts';
import { el } from '../../src/protocol/xml.ts';
import { connect } from '../../src/server/stream/client.ts';
import type { Site } from '../harness/site.ts';

/** More than any test writes. */
const ALL = 1_000;

/** Topics and comments of a channel as a reader finds them who was never here, in the site's order. */
export async function postsOnSite(site: Site, channel: string): Promise<readonly Item[]> {
  const { url, domain } = site;
  const reader = await connect({ url, domain, anonymous: true });
  const found: Item[] = [];
  let after: string | undefined;
  for (;;) {
    const items = el(NS.PUBSUB, 'items', { node: nodeOf(channel) });
    const page = pageRequest({ max: 50, ...(after && { after }) });
    const request = el(NS.PUBSUB, 'pubsub', {}, items, page);
    const answer = await reader.request('get', `channels.${domain}`, request);
    const { items: next } = readItemsAnswer(answer, channel);
    found.push(...next);
    after = next[next.length - 1]?.id;
    if (next.length === 0 || found.length > ALL) break;
  }
  await reader.close();
  return found.sort((a, b) => a.seq - b.seq);
}
