import type { Item } from '../../protocol/channel.ts';
import { AVATAR, avatarOf } from '../../protocol/config-vars.ts';
import type { Reader, Value } from './database.ts';

/** Everything that an `Item` is made of. */
const SELECT = `SELECT c.jid AS channel, n.name AS node, i.id, i.parent, i.author, i.title, i.text,
  i.published_at AS published, i.seq, i.activity, i.replies, i.target, i.rating, i.geoloc,
  i.media, i.hidden, i.changed, i.on_behalf AS "onBehalf",
  a.vars AS "authorVars"
  FROM items i JOIN nodes n ON n.id = i.node_id JOIN channels c ON c.id = n.channel_id
  LEFT JOIN channels a ON a.jid = i.author AND a.deleted_at IS NULL`;

interface Stored
  extends Omit<Item, 'geoloc' | 'avatar' | 'photos' | 'hidden' | 'changed' | 'onBehalf'> {
  readonly hidden: number;
  readonly onBehalf: string;
  readonly changed: number | null;
  readonly geoloc: string | null;
  /** Its photos, as JSON. */
  readonly media: string | null;
  /** Of their own channel, as JSON. */
  readonly authorVars: string | null;
}

/** Items `i` in nodes `n` of channels `c`; `rest` is what follows in the SQL: joins, conditions, order. */
export async function selectItems(
  reader: Reader,
  rest: string,
  ...params: Value[]
): Promise<Item[]> {
  const rows = await reader.all<Stored>(`${SELECT} ${rest}`, ...params);
  return rows.map(({ geoloc, media, authorVars, hidden, changed, onBehalf, ...row }) => ({
    ...row,
    ...(onBehalf !== '' && { onBehalf }),
    ...(hidden === 1 && { hidden: true as const }),
    ...(changed !== null && { changed }),
    ...(geoloc !== null && { geoloc: JSON.parse(geoloc) }),
    ...(media !== null && { photos: JSON.parse(media) }),
    ...avatarIn(authorVars),
  }));
}

/** Which avatar an author has now. */
export async function avatarBy(reader: Reader, author: string): Promise<Pick<Item, 'avatar'>> {
  const sql = 'SELECT vars FROM channels WHERE jid = ? AND deleted_at IS NULL';
  return avatarIn((await reader.get<{ vars: string }>(sql, author))?.vars ?? null);
}

/** Most people have no picture, and most rows nothing to parse. */
function avatarIn(vars: string | null): { readonly avatar?: number } {
  return vars?.includes(AVATAR) ? { avatar: avatarOf(JSON.parse(vars)) } : {};
}
