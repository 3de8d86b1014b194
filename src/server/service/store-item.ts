import type { DraftPost, Item } from '../../protocol/channel.ts';
import { touchChannel } from '../storage/channels.ts';
import type { Reader, Writer } from '../storage/database.ts';
import { linkMedia } from '../storage/item-media.ts';
import { avatarBy } from '../storage/item-rows.ts';
import { countReply, findItem, insertItem } from '../storage/items.ts';
import type { NodeRow } from '../storage/nodes.ts';
import { checkTarget } from './check-target.ts';
import type { ServiceContext } from './context.ts';
import { findPhotos } from './post-photos.ts';
import { record } from './record.ts';
import { badRequest } from './refusal.ts';
import { recordStatus } from './status.ts';

/** What a draft refers to, as it is stored: the stars that it gives its target, and the photos that it shows. */
export interface References {
  readonly rating: number | null;
  readonly found: Awaited<ReturnType<typeof findPhotos>>;
}

/** Looks up the topic that a draft answers, the item that it speaks of and its photos. Throws where one is not there. */
export async function checkReferences(
  reader: Reader,
  node: NodeRow,
  author: string,
  draft: DraftPost,
): Promise<References> {
  if (draft.parent !== null) await checkParent(reader, node.id, draft.parent);
  const rating = await checkTarget(reader, node.id, author, draft);
  const found = await findPhotos(reader, node.channel.id, author, draft.photos);
  return { rating, found };
}

/** Publishes: gives the item its number of the order, stores it, and tells whoever is to be told. */
export async function storeItem(
  ctx: ServiceContext,
  writer: Writer,
  node: NodeRow,
  author: string,
  draft: DraftPost & { readonly id: string },
  { rating, found }: References,
): Promise<Item> {
  const photos = found.length > 0 ? found.map(({ photo }) => photo) : undefined;
  const at = ctx.now();
  const { id, parent, title, text, target = null, geoloc = null, onBehalf } = draft;
  const change = { kind: 'published' as const, subject: id, at };
  let stored: Item | undefined;
  await record(ctx, writer, node, change, async (seq) => {
    const item = {
      ...{ nodeId: node.id, id, parent, author, title, text, published: at, seq },
      ...{ target, rating, geoloc, ...(photos && { photos }), ...(onBehalf && { onBehalf }) },
    };
    await insertItem(writer, item);
    await linkMedia(
      writer,
      seq,
      found.map(({ media }) => media),
    );
    if (parent !== null) await countReply(writer, node.id, parent, 1, seq);
    await touchChannel(writer, node.channel.id, seq, at);
    const place = { channel: node.channel.jid, node: node.name, activity: seq, replies: 0 };
    stored = { ...item, ...place, ...(await avatarBy(writer, author)) };
    return { kind: 'published', item: stored };
  });
  await recordStatus(ctx, writer, node);
  return stored as Item;
}

async function checkParent(reader: Reader, nodeId: number, parent: string): Promise<void> {
  const topic = await findItem(reader, nodeId, parent);
  if (!topic) throw badRequest('parent-item-not-found');
  if (topic.parent !== null) throw badRequest('max-thread-depth-exceeded');
}
