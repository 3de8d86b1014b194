import { nodeOf } from '../../protocol/channel.ts';
import { avatarOf } from '../../protocol/config-vars.ts';
import { codePoints, MAX_DESCRIPTION, MAX_TITLE, xmlSafe } from '../../protocol/limits.ts';
import { findChannel } from '../storage/channels.ts';
import { expectRow, type Reader, type Writer } from '../storage/database.ts';
import { incidentsWithPhoto } from '../storage/incidents.ts';
import { isHidden } from '../storage/item-media.ts';
import {
  deleteMedia,
  findMedia,
  insertMedia,
  listMedia,
  type MediaFile,
  type MediaRow,
  mediaBytes,
  updateMedia,
} from '../storage/media.ts';
import { audit } from './audit.ts';
import { recordAvatar } from './avatar.ts';
import { type Actor, NOBODY, type ServiceContext } from './context.ts';
import { type Access, allows, authorize, lookUp } from './gate.ts';
import { isInScope, scopeOf } from './incident-desk.ts';
import {
  conflict,
  forbidden,
  notFound,
  quotaReached,
  registrationRequired,
  tooLong,
} from './refusal.ts';

/** What all pictures together, and those of one person, may take, in bytes. */
export interface MediaQuota {
  readonly site: number;
  readonly person: number;
}

/** What a person says of a picture. */
export interface MediaWords {
  readonly fileName: string;
  readonly title: string;
  /** For those who do not see it. */
  readonly description: string;
}

export type NewMedia = Pick<MediaRow, 'id' | 'kind' | 'files'> & MediaWords;

/** Most pictures of one answer. */
const MAX_LIST = 100;

/** Who writes may show photos; the face of a channel, and what reports take along, are its owner's. */
const RIGHT = { photo: 'add-photo', avatar: 'configure', incident: 'configure' } as const;

/** Throws unless the actor may put a picture up in that channel now: asked before anything is sent. */
export async function checkMayUpload(
  ctx: ServiceContext,
  actor: Actor,
  channel: string,
  { kind, id }: { readonly kind: MediaRow['kind']; readonly id?: string | undefined },
  quota: MediaQuota,
): Promise<void> {
  ctx.rates?.take('publish', actor);
  await ctx.database.read(async (reader) => {
    const { node } = await authorizeUpload(reader, actor, kind, channel);
    if (id !== undefined && (await findMedia(reader, node.channel.id, id))) throw conflict();
    await checkQuota(reader, actor, quota);
  });
}

/** Who has left puts nothing up any more: what was on its way then would stay for ever. */
async function authorizeUpload(
  reader: Reader,
  actor: Actor,
  kind: MediaRow['kind'],
  channel: string,
): Promise<Access> {
  if (!(await findChannel(reader, actor.jid))) throw registrationRequired();
  return authorize(reader, actor, RIGHT[kind], nodeOf(channel));
}

/** Stores a picture whose files are on disk; an avatar takes the place of the one before. */
export async function addMedia(
  ctx: ServiceContext,
  actor: Actor,
  channel: string,
  picture: NewMedia,
  quota: MediaQuota,
): Promise<MediaRow> {
  const words = checked(picture);
  const { id } = picture;
  return ctx.database.write(async (writer) => {
    const access = await authorizeUpload(writer, actor, picture.kind, channel);
    const { node } = access;
    await checkQuota(writer, actor, quota);
    if (await findMedia(writer, node.channel.id, picture.id)) throw conflict();
    if (picture.kind === 'avatar') {
      const before = await findMedia(writer, node.channel.id, 'avatar');
      if (before) await deleteMedia(writer, before.rowId);
      await recordAvatar(ctx, writer, node, false);
      await auditPicture(ctx, writer, actor, access, { kind: 'avatar', author: actor.jid, id });
    }
    const at = ctx.now();
    const { kind, files } = picture;
    const row = { ...words, id, kind, files, author: actor.jid, created: at, updated: at };
    await insertMedia(writer, node.channel.id, row);
    return expectRow(await findMedia(writer, node.channel.id, id));
  });
}

/**
 * A picture for whoever may read its channel; everybody may see avatars, and photos of reports only who
 * sent them and the office that deals with them. The same refusal for what
 * is not there and what is another channel's. `isPublic`: everybody may have it; `avatar`: which one the
 * channel shows, as `AVATAR` says it.
 */
export async function readMedia(
  ctx: ServiceContext,
  actor: Actor | null,
  channel: string,
  id: string,
): Promise<{ media: MediaRow; isPublic: boolean; avatar: number }> {
  return ctx.database.read(async (reader) => {
    const access = await lookUp(reader, actor ?? NOBODY, nodeOf(channel));
    const media = await findMedia(reader, access.node.channel.id, id);
    const isPublic = media?.kind === 'avatar' || (isOpen(access) && media?.kind !== 'incident');
    if (!isPublic && !(await maySee(ctx, reader, access, actor ?? NOBODY, media))) {
      // Whether somebody reported something is nobody else's business.
      throw isOpen(access) ? notFound() : forbidden();
    }
    if (!media || (await isHidden(reader, media.rowId))) throw notFound();
    return { media, isPublic, avatar: avatarOf(access.node.channel.config.vars) };
  });
}

/** Pictures of a channel, newest change first; with `after`, those that changed after that one. */
export async function listChannelMedia(
  ctx: ServiceContext,
  actor: Actor | null,
  channel: string,
  max = MAX_LIST,
  after?: string,
): Promise<{ media: readonly MediaRow[]; isPublic: boolean }> {
  return ctx.database.read(async (reader) => {
    const access = await authorize(reader, actor ?? NOBODY, 'read', nodeOf(channel));
    const { id } = access.node.channel;
    const since = after === undefined ? undefined : await findMedia(reader, id, after);
    if (after !== undefined && !since) throw notFound();
    const media = await listMedia(reader, id, Math.min(max, MAX_LIST), since);
    return { media, isPublic: isOpen(access) };
  });
}

/** Says something else of a picture: its uploader and those who moderate may. */
export async function describeMedia(
  ctx: ServiceContext,
  actor: Actor,
  channel: string,
  id: string,
  words: Partial<MediaWords>,
): Promise<MediaRow> {
  return ctx.database.write(async (writer) => {
    const { media, access } = await ownOrModerated(writer, actor, channel, id);
    const next = { ...media, ...checked({ ...media, ...words }), updated: ctx.now() };
    await updateMedia(writer, next);
    await auditPicture(ctx, writer, actor, access, media);
    return next;
  });
}

/** Removes a picture; answers with its files, which nothing may use any more. */
export async function removeMedia(
  ctx: ServiceContext,
  actor: Actor,
  channel: string,
  id: string,
): Promise<readonly MediaFile[]> {
  return ctx.database.write(async (writer) => {
    const { media, access } = await ownOrModerated(writer, actor, channel, id);
    await deleteMedia(writer, media.rowId);
    if (media.kind === 'avatar') await recordAvatar(ctx, writer, access.node, true);
    await auditPicture(ctx, writer, actor, access, media, 'remove-picture');
    return media.files;
  });
}

async function maySee(
  ctx: ServiceContext,
  reader: Reader,
  access: Access,
  actor: Actor,
  media: MediaRow | undefined,
): Promise<boolean> {
  if (media?.kind !== 'incident') return allows(access, actor, 'read');
  if (media.author === actor.jid) return true;
  const all = await incidentsWithPhoto(reader, media.author);
  const incident = all.find(({ photo }) => JSON.parse(photo ?? '{}').id === media.id);
  return isInScope(reader, await scopeOf(ctx, reader, actor), incident?.channel ?? '');
}

function isOpen({ node }: Access): boolean {
  return node.channel.config.accessModel === 'open';
}

async function ownOrModerated(
  reader: Reader,
  actor: Actor,
  channel: string,
  id: string,
): Promise<{ media: MediaRow; access: Access }> {
  const access = await lookUp(reader, actor, nodeOf(channel));
  const media = await findMedia(reader, access.node.channel.id, id);
  // Who may not read must not learn which ids exist.
  if (!media) throw allows(access, actor, 'read') ? notFound() : forbidden();
  const isOwn = media.author === actor.jid && access.role !== 'outcast';
  if (!isOwn && !allows(access, actor, 'retract-any')) throw forbidden();
  return { media, access };
}

/** Writes down what is done to a picture by office: to somebody else's, or to the face of a group channel. */
async function auditPicture(
  ctx: ServiceContext,
  writer: Writer,
  actor: Actor,
  { node, role }: Access,
  { kind, author, id }: Pick<MediaRow, 'kind' | 'author' | 'id'>,
  act: 'configure' | 'remove-picture' = 'configure',
): Promise<void> {
  const isFace = kind === 'avatar';
  const { jid: channel, config } = node.channel;
  if (isFace ? config.type === 'personal' : author === actor.jid) return;
  const done = { channel, office: role, act: isFace ? ('configure' as const) : act, subject: id };
  await audit(ctx, writer, actor, done);
}

async function checkQuota(reader: Reader, actor: Actor, quota: MediaQuota): Promise<void> {
  const { own, all } = await mediaBytes(reader, actor.jid);
  if (own >= quota.person)
    throw quotaReached('Your pictures take all the room that you have. Remove some.');
  if (all >= quota.site) throw quotaReached('This site has no room for more pictures.');
}

function checked({ fileName, title, description }: MediaWords): MediaWords {
  const words = {
    fileName: xmlSafe(fileName),
    title: xmlSafe(title),
    description: xmlSafe(description),
  };
  if (codePoints(words.fileName) > MAX_TITLE || codePoints(words.title) > MAX_TITLE) {
    throw tooLong(`A name and a title may have at most ${MAX_TITLE} characters.`);
  }
  if (codePoints(words.description) > MAX_DESCRIPTION) {
    throw tooLong(`A description may have at most ${MAX_DESCRIPTION} characters.`);
  }
  return words;
}
