import { NS } from '../../protocol/namespaces.ts';
import type { DraftPhoto, PostPhoto } from '../../protocol/post-media.ts';
import { BAD_PICTURE } from '../../protocol/trouble.ts';
import type { Reader } from '../storage/database.ts';
import { findMedia, type MediaRow } from '../storage/media.ts';
import { Refusal } from './refusal.ts';

/** A phone of 240 pixels fetches this one: it is the size that is said. */
const USUAL_WIDTH = 240;

/** A photo as posts describe it, and its row. */
interface Photo {
  readonly photo: PostPhoto;
  readonly media: MediaRow;
}

/** Photos of a draft as they are told of, and the pictures that they are. Throws for another's. */
export async function findPhotos(
  reader: Reader,
  channelId: number,
  author: string,
  drafts: readonly DraftPhoto[] = [],
  kind: 'photo' | 'incident' = 'photo',
): Promise<readonly Photo[]> {
  const found: Photo[] = [];
  for (const { id, alt } of drafts) {
    const media = await findMedia(reader, channelId, id);
    if (media?.kind !== kind || media.author !== author) throw noSuchPhoto();
    found.push({ media, photo: { id, alt: alt || media.description, ...shapeOf(media) } });
  }
  return found;
}

function shapeOf({ files }: MediaRow): Pick<PostPhoto, 'width' | 'height' | 'size'> {
  const jpegs = files.filter(({ type }) => type === 'image/jpeg');
  const { width = 0, height = 0 } = jpegs[0] ?? {};
  const usual = jpegs.find((file) => file.width <= USUAL_WIDTH) ?? jpegs[0];
  return { width, height, size: usual?.bytes ?? 0 };
}

const noSuchPhoto = () => new Refusal('modify', 'bad-request', { ns: NS.MEDIA, name: BAD_PICTURE });
