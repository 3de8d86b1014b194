import { ownWithheldRequest, readOwnWithheld, type Withheld } from '../../../protocol/withheld.ts';
import type { Held } from '../../../screens/parts/held-post.tsx';
import type { Asker } from '../visitor.ts';
import { readOwnOffice } from './channels.ts';

/** What is held back of the asker's posts; nothing is asked where nothing is. */
export async function readOwnHeld(asker: Asker): Promise<readonly Withheld[]> {
  const { memory } = asker;
  if (memory === null || (await readOwnOffice(asker)).withheld === 0) return [];
  return memory.recall('withheld', 'standing', async () =>
    readOwnWithheld(await asker.ask('get', ownWithheldRequest())),
  );
}

/** Own held-back posts of one place: comments on a topic, or with `null` for `parent` the topics of a channel. */
export async function readHeld(
  asker: Asker,
  channel: string,
  parent: string | null,
): Promise<readonly Held[]> {
  const own = await readOwnHeld(asker);
  return own
    .filter((post) => post.channel === channel && post.parent === parent)
    .filter(({ why }) => why !== 'reported')
    .map(({ id, title, text, why, grounds }) => ({
      ...{ id, title, text },
      refused: why === 'refused' ? grounds : undefined,
    }));
}

/** One of them, to be written anew. */
export async function readHeldPost(
  asker: Asker,
  channel: string,
  id: string,
): Promise<Withheld | undefined> {
  const own = await readOwnHeld(asker);
  return own.find((post) => post.channel === channel && post.id === id);
}
