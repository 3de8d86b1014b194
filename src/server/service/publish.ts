import {
  type ChannelConfig,
  type DraftPost,
  ITEM_ID,
  type Item,
  TAKEN_ID,
} from '../../protocol/channel.ts';
import { codePoints, MAX_ON_BEHALF, MAX_TEXT, MAX_TITLE } from '../../protocol/limits.ts';
import type { Action } from '../../protocol/permissions.ts';
import type { DraftPhoto } from '../../protocol/post-media.ts';
import type { Reader, Writer } from '../storage/database.ts';
import { findItem, type Traces, tracesOf } from '../storage/items.ts';
import { findWithheld, type WithheldRow } from '../storage/withheld.ts';
import { audit } from './audit.ts';
import { configShownTo } from './configure.ts';
import type { Actor, ServiceContext } from './context.ts';
import { type Access, allows, lookUp } from './gate.ts';
import {
  badRequest,
  conflict,
  forbidden,
  gone,
  registrationRequired,
  tooLong,
  unlessRefused,
} from './refusal.ts';
import { checkReferences, storeItem } from './store-item.ts';
import { withhold } from './withhold.ts';

/** What a client may say of an item. */
export interface Draft extends DraftPost {
  /** Absent where the client gave none. */
  readonly id: string | undefined;
}

/** What became of it: it stands there for all who may read, or it is held back. */
export type Published = { readonly item: Item } | { readonly withheld: WithheldRow };

/**
 * Stores an item, or holds it back where a moderator has to look at it first. The same draft sent twice
 * under one id is stored once and answered alike.
 *
 * @param nodeName as the request names it; absent where it names none, which is refused
 * @param readDraft reads the payload, given the channel's configuration; throws where it is no item, or asks
 *   for another configuration. A function, so that who has no right to publish is told that first.
 * @throws Refusal
 */
export async function publish(
  ctx: ServiceContext,
  actor: Actor,
  nodeName: string | undefined,
  readDraft: (config: ChannelConfig) => Draft,
): Promise<Published> {
  return ctx.database.write((writer) => publishIn(ctx, writer, actor, nodeName, readDraft));
}

/** {@link publish} as a part of a larger transaction. */
export async function publishIn(
  ctx: ServiceContext,
  writer: Writer,
  actor: Actor,
  nodeName: string | undefined,
  readDraft: (config: ChannelConfig) => Draft,
): Promise<Published> {
  const access = await lookUp(writer, actor, nodeName);
  const { node } = access;
  const read = () => readDraft(configShownTo(actor, access.role, node.channel.config));
  const draft = mayPublish(access, actor) ? read() : null;
  // Who lost the right to post may still learn that an earlier post of theirs was taken.
  const sent = draft ?? unlessRefused(read, null);
  const traces = sent?.id === undefined ? NEW : await tracesOf(writer, node.id, sent.id);
  const before = await findSent(writer, node.id, actor, sent, traces);
  if (before) return before;
  if (!draft || !mayPublish(access, actor, draft))
    throw actor.isLocal ? forbidden() : registrationRequired();
  checkText(draft);
  // Items are never edited, and nobody overwrites another's; who may not post learns of no id.
  if (traces.isItem || traces.isWithheld) throw conflict();
  if (traces.isBuried) throw gone();
  const id = draft.id ?? ctx.newId();
  const references = await checkReferences(writer, node, actor.jid, draft);
  // Last, and under the lock: a resend, or what is refused anyway, takes nothing from the others there.
  if (!allows(access, actor, 'judge-posts')) ctx.rates?.takeShare(node.channel.jid, actor);
  if (node.name === 'posts' && !allows(access, actor, 'post-at-once')) {
    return { withheld: await withhold(ctx, writer, node, actor, { ...draft, id }) };
  }
  const item = await storeItem(ctx, writer, node, actor.jid, { ...draft, id }, references);
  if (draft.onBehalf) {
    const done = { act: 'speak-for' as const, office: access.role, subject: id };
    await audit(ctx, writer, actor, { ...done, channel: node.channel.jid });
  }
  return { item };
}

/** Of an id that is made here. */
const NEW: Traces = { isItem: false, isWithheld: false, isBuried: false };

/** Whether that may be put up there; without a draft, whether anything may. */
function mayPublish(access: Access, actor: Actor, draft?: Draft): boolean {
  const may = (action: Action) => allows(access, actor, action);
  if (draft?.onBehalf && (isPersonal(access) || !may('speak-for'))) return false;
  if (access.node.name !== 'posts') return may('publish');
  if (!draft) return may('start-topic') || may('comment');
  return may(draft.parent === null ? 'start-topic' : 'comment');
}

const isPersonal = ({ node }: Access) => node.channel.config.type === 'personal';

/** What became of this very draft before; nothing where its id is new, or stands for anything else. */
async function findSent(
  reader: Reader,
  nodeId: number,
  actor: Actor,
  draft: Draft | null,
  { isItem, isWithheld }: Traces,
): Promise<Published | undefined> {
  if (draft?.id === undefined) return undefined;
  const withheld = isWithheld ? await findWithheld(reader, nodeId, draft.id) : undefined;
  const item = isItem && !withheld ? await findItem(reader, nodeId, draft.id) : undefined;
  const said = withheld?.draft ?? item;
  if (!said) return undefined;
  const same =
    (withheld ?? item)?.author === actor.jid &&
    said.text === draft.text &&
    said.title === draft.title &&
    said.parent === draft.parent &&
    (said.target ?? null) === (draft.target ?? null) &&
    said.onBehalf === draft.onBehalf &&
    idsOf(said.photos) === idsOf(draft.photos);
  if (!same) return undefined;
  return withheld ? { withheld } : { item: item as Item };
}

const idsOf = (photos: readonly DraftPhoto[] = []) => photos.map(({ id }) => id).join();

function checkText(draft: Draft): void {
  const { id } = draft;
  const mayBe = id === undefined || (ITEM_ID.test(id) && !TAKEN_ID.test(id));
  if (!mayBe) throw badRequest('invalid-item-id');
  if (draft.text.trim() === '') throw badRequest('content-element-required');
  if (codePoints(draft.text) > MAX_TEXT) {
    throw tooLong(`A text may have at most ${MAX_TEXT} characters.`);
  }
  if (codePoints(draft.onBehalf ?? '') > MAX_ON_BEHALF) {
    throw tooLong(`A name may have at most ${MAX_ON_BEHALF} characters.`);
  }
  if (codePoints(draft.title) > MAX_TITLE) {
    throw tooLong(`A title may have at most ${MAX_TITLE} characters.`);
  }
}
