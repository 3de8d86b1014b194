/** Who may create channels for a place, besides administrators. */
import type { PlaceModerator } from '../../protocol/place-moderators.ts';
import type { Reader, Writer } from './database.ts';

/** The moderators of one place, in the order of their addresses. */
export function listPlaceModerators(reader: Reader, place: string): Promise<PlaceModerator[]> {
  return reader.all<PlaceModerator>(
    'SELECT jid, since FROM place_moderators WHERE place = ? ORDER BY jid',
    place,
  );
}

/** The places that somebody was appointed for. */
export async function placesOf(reader: Reader, jid: string): Promise<string[]> {
  const rows = await reader.all<{ place: string }>(
    'SELECT place FROM place_moderators WHERE jid = ? ORDER BY place',
    jid,
  );
  return rows.map(({ place }) => place);
}

/** Whether that changed anything. */
export async function appointFor(
  writer: Writer,
  place: string,
  jid: string,
  since: string,
): Promise<boolean> {
  const there = (await placesOf(writer, jid)).includes(place);
  if (there) return false;
  await writer.run(
    'INSERT INTO place_moderators (place, jid, since) VALUES (?, ?, ?)',
    place,
    jid,
    since,
  );
  return true;
}

/** Whether that changed anything. */
export async function dismissFrom(writer: Writer, place: string, jid: string): Promise<boolean> {
  const there = (await placesOf(writer, jid)).includes(place);
  await writer.run('DELETE FROM place_moderators WHERE place = ? AND jid = ?', place, jid);
  return there;
}

/** Dismisses somebody from all places, because they leave the site. */
export async function dismissEverywhere(writer: Writer, jid: string): Promise<void> {
  await writer.run('DELETE FROM place_moderators WHERE jid = ?', jid);
}
