import { type ChannelConfig, ITEM_ID, type Item } from '../../protocol/channel.ts';
import { avatarOf } from '../../protocol/config-vars.ts';
import type { Geoloc } from '../../protocol/geoloc.ts';
import { codePoints, MAX_TEXT, MAX_TITLE } from '../../protocol/limits.ts';
import type { Action } from '../../protocol/permissions.ts';
import type { DraftPhoto } from '../../protocol/post-media.ts';
import { findChannel, touchChannel } from '../storage/channels.ts';
import type { Reader } from '../storage/database.ts';
import { linkMedia } from '../storage/item-media.ts';
import { countReply, findItem, insertItem, isBuried } from '../storage/items.ts';
import { checkTarget } from './check-target.ts';
import { configShownTo } from './configure.ts';
import type { Actor, ServiceContext } from './context.ts';
import { type Access, allows, lookUp } from './gate.ts';
import { findPhotos } from './post-photos.ts';
import { record } from './record.ts';
import { badRequest, conflict, forbidden, gone, registrationRequired, tooLong } from './refusal.ts';
import { recordStatus } from './status.ts';

/** What a client may say of an item; author, dates and place are the server's to say. */
export interface Draft {
  /** Absent where the client gave none. */
  readonly id: string | undefined;
  readonly title: string;
  readonly text: string;
  /** Id of the topic that it answers. */
  readonly parent: string | null;
  /** Id of the item of the thread that it speaks of. */
  readonly target?: string | null;
  /** Stars as they were written. */
  readonly rating?: string | null;
  /** Where it was written. */
  readonly geoloc?: Geoloc | null;
  readonly photos?: readonly DraftPhoto[];
}

/**
 * Stores an item and answers with it as stored. The same draft sent twice under one id is stored
 * once and answered alike. `readDraft`, told how the channel is set, throws where the
 * payload is not one or wants another channel: rights are judged first.
 */
export async function publish(
  ctx: ServiceContext,
  actor: Actor,
  nodeName: string | undefined,
  readDraft: (config: ChannelConfig) => Draft,
): Promise<Item> {
  return ctx.database.write(async (writer) => {
    const access = await lookUp(writer, actor, nodeName);
    const { node } = access;
    const read = () => readDraft(configShownTo(actor, node.channel.config));
    const draft = mayPublish(access, actor) ? read() : null;
    const before = await findSent(writer, node.id, actor, draft ?? tolerantly(read));
    if (before) return before;
    if (!draft || !mayPublish(access, actor, draft))
      throw actor.isLocal ? forbidden() : registrationRequired();
    checkText(draft);
    const id = draft.id ?? ctx.newId();
    if (await isBuried(writer, node.id, id)) throw gone();
    if (draft.parent !== null) await checkParent(writer, node.id, draft.parent);
    const rating = await checkTarget(writer, node.id, actor, draft);
    const found = await findPhotos(writer, node.channel.id, actor, draft.photos);
    const photos = found.length > 0 ? found.map(({ photo }) => photo) : undefined;

    const at = ctx.now();
    const change = { kind: 'published' as const, subject: id, at };
    let stored: Item | undefined;
    await record(ctx, writer, node, change, async (seq) => {
      const { parent, title, text, target = null, geoloc = null } = draft;
      const item = {
        nodeId: node.id,
        id,
        parent,
        author: actor.jid,
        title,
        text,
        published: at,
        seq,
        target,
        rating,
        geoloc,
        ...(photos && { photos }),
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
      stored = { ...item, ...place, ...(await avatarBy(writer, actor.jid)) };
      return { kind: 'published', item: stored };
    });
    await recordStatus(ctx, writer, node);
    return stored as Item;
  });
}

/** Whether that may be put up there; without a draft, whether anything may. */
function mayPublish(access: Access, actor: Actor, draft?: Draft): boolean {
  const may = (action: Action) => allows(access, actor, action);
  if (access.node.name !== 'posts') return may('publish');
  if (!draft) return may('start-topic') || may('comment');
  return may(draft.parent === null ? 'start-topic' : 'comment');
}

/** Who lost the right to post may still learn that an earlier post of theirs was taken. */
function tolerantly(readDraft: () => Draft): Draft | null {
  try {
    return readDraft();
  } catch {
    return null;
  }
}

/**
 * The item where this very draft was stored before. Throws where the id stands for anything else:
 * items are never edited, and nobody overwrites another's.
 */
async function findSent(
  reader: Reader,
  nodeId: number,
  actor: Actor,
  draft: Draft | null,
): Promise<Item | undefined> {
  if (draft?.id === undefined) return undefined;
  const item = await findItem(reader, nodeId, draft.id);
  if (!item) return undefined;
  const same =
    item.author === actor.jid &&
    item.text === draft.text &&
    item.title === draft.title &&
    item.parent === draft.parent &&
    (item.target ?? null) === (draft.target ?? null) &&
    idsOf(item.photos) === idsOf(draft.photos);
  if (!same) throw conflict();
  return item;
}

const idsOf = (photos: readonly DraftPhoto[] = []) => photos.map(({ id }) => id).join();

async function avatarBy(reader: Reader, author: string): Promise<Pick<Item, 'avatar'>> {
  const avatar = avatarOf((await findChannel(reader, author))?.config.vars);
  return avatar === 0 ? {} : { avatar };
}

function checkText(draft: Draft): void {
  if (draft.id !== undefined && !ITEM_ID.test(draft.id)) throw badRequest('invalid-item-id');
  if (draft.text.trim() === '') throw badRequest('content-element-required');
  if (codePoints(draft.text) > MAX_TEXT) {
    throw tooLong(`A text may have at most ${MAX_TEXT} characters.`);
  }
  if (codePoints(draft.title) > MAX_TITLE) {
    throw tooLong(`A title may have at most ${MAX_TITLE} characters.`);
  }
}

async function checkParent(reader: Reader, nodeId: number, parent: string): Promise<void> {
  const topic = await findItem(reader, nodeId, parent);
  if (!topic) throw badRequest('parent-item-not-found');
  if (topic.parent !== null) throw badRequest('max-thread-depth-exceeded');
}
