import { LineField } from '../../../screens/parts/line-field.tsx';
import type { Text } from '../../../screens/text/en.ts';
import type { Account, Trouble } from '../../actions/device.ts';
import { newPhotoId } from '../../actions/new-photo-id.ts';
import { openPicture } from '../../pictures/open-picture.ts';
import { toJpeg } from '../../pictures/to-jpeg.ts';
import type { Photo } from '../../store/read/reader.ts';
import type { Draft } from '../use-draft.ts';
import { PhotoPreview } from './photo-preview.tsx';

/** What a photo may take on its way, in bytes. */
const MOST = 58_000;

/** Makes a photo small and keeps it with what is being written; gives what was wrong with it. */
export async function keepPhoto(file: Blob, change: Draft['change']): Promise<Trouble | null> {
  try {
    const picture = await openPicture(file);
    const { width, height } = picture;
    const jpeg = await toJpeg(picture, MOST);
    const id = newPhotoId();
    const content = await new Response(jpeg).arrayBuffer();
    change({ photo: { id, width, height, alt: '' } }, { id, content });
    return null;
  } catch {
    return 'bad-picture';
  }
}

interface Props {
  readonly t: Text;
  readonly account: Account;
  readonly photo: Photo;
  readonly change: Draft['change'];
}

/** The photo that goes with what is being written: how it looks, what is on it, and away with it. */
export function PhotoStage({ t, account, photo, change }: Props) {
  return (
    <>
      <PhotoPreview key={photo.id} t={t} account={account} photo={photo} />
      <LineField
        id="alt"
        label={t.photoAlt}
        hint={t.photoAltHint}
        value={photo.alt}
        onInput={(alt) => change({ photo: { ...photo, alt } })}
      />
      <p class="actions">
        <button type="button" onClick={() => change({ photo: undefined })}>
          {t.removePicture}
        </button>
      </p>
    </>
  );
}
