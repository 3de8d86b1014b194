import type { Item } from '../../protocol/channel.ts';
import type { Reader, Value } from './database.ts';

/** Everything that an `Item` is made of. */
const SELECT = `SELECT c.jid AS channel, n.name AS node, i.id, i.parent, i.author, i.title, i.text,
  i.published_at AS published, i.seq, i.activity, i.replies, i.target, i.rating, i.geoloc
  FROM items i JOIN nodes n ON n.id = i.node_id JOIN channels c ON c.id = n.channel_id`;

interface Stored extends Omit<Item, 'geoloc'> {
  readonly geoloc: string | null;
}

/** Items `i` in nodes `n` of channels `c`; `rest` is what follows in the SQL: joins, conditions, order. */
export async function selectItems(
  reader: Reader,
  rest: string,
  ...params: Value[]
): Promise<Item[]> {
  const rows = await reader.all<Stored>(`${SELECT} ${rest}`, ...params);
  return rows.map(({ geoloc, ...row }) => ({
    ...row,
    ...(geoloc !== null && { geoloc: JSON.parse(geoloc) }),
  }));
}
