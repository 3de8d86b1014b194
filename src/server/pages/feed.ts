import { globalId, type Item, nodeOf } from '../../protocol/channel.ts';
import { NS } from '../../protocol/namespaces.ts';
import { el, serialize } from '../../protocol/xml.ts';
import { channelTitle, nameOf } from '../../screens/name.ts';
import { hrefOf } from '../../screens/route.ts';
import type { Text } from '../../screens/text/en.ts';
import { Encoded } from './encoded.ts';
import { readChannel } from './read/channel.ts';
import { readTopics } from './read/items.ts';
import type { Visitor } from './visitor.ts';

const TYPE = 'application/atom+xml; charset=utf-8';

/**
 * The newest topics of an open channel as an Atom feed (RFC 4287). Addresses in it are relative to
 * its own, so that it is the same under every name of the site.
 *
 * @throws RequestRefused where there is none, or none for everybody.
 */
export async function drawFeed(visitor: Visitor, channel: string): Promise<Encoded> {
  const [{ config }, { items }] = await Promise.all([
    readChannel(visitor, channel),
    readTopics(visitor, channel),
  ]);
  const service = `channels.${visitor.domain}`;
  const node = nodeOf(channel);
  const atom = (name: string, ...content: Parameters<typeof el>[3][]) =>
    el(NS.ATOM, name, {}, ...content);
  const link = (rel: string, href: string) => el(NS.ATOM, 'link', { rel, href });
  const page = hrefOf({ screen: 'channel', channel });
  const newest = items
    .map((item) => item.published)
    .sort()
    .at(-1);
  const entries = items.map((item) =>
    atom(
      'entry',
      atom('id', globalId(service, node, item.id)),
      atom('title', item.title || nameOf(item.author, visitor.domain, visitor.t)),
      atom('updated', item.published),
      atom('published', item.published),
      atom('author', atom('name', nameOf(item.author, visitor.domain, visitor.t))),
      link('alternate', hrefOf({ screen: 'topic', channel, topic: item.id })),
      item.onBehalf && atom('contributor', atom('name', item.onBehalf)),
      el(NS.ATOM, 'content', { type: 'text' }, wordsOf(item, visitor.t)),
    ),
  );
  const feed = atom(
    'feed',
    atom('id', `tag:${service},${node}`),
    atom('title', channelTitle(channel, config.title)),
    config.description === '' ? undefined : atom('subtitle', config.description),
    atom('updated', newest ?? config.created),
    link('self', `${page}/feed`),
    link('alternate', page),
    ...entries,
  );
  return new Encoded(200, TYPE, `<?xml version="1.0" encoding="utf-8"?>\n${serialize(feed)}`);
}

/** What it says, with for whom an official says it. */
function wordsOf({ onBehalf, text }: Item, t: Text): string {
  return onBehalf ? `${t.onBehalf(onBehalf)}\n\n${text}` : text;
}
