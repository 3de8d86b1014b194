import type { PostPhoto } from '../../protocol/post-media.ts';
import type { Text } from '../text/en.ts';

/** The widest that the smallest screen has room for, in pixels. */
const WIDEST = 220;

/** Which photos of a screen are fetched. */
export interface PhotosShown {
  /** Whether they wait until they are asked for. */
  readonly onTap: boolean;
  /** Ids of those that were. */
  readonly tapped: readonly string[];
  readonly onShow: (id: string) => void;
  /** What the address of one needs besides, where not everybody may see it; empty while there is none. */
  readonly claim?: (id: string) => string;
}

interface Props {
  readonly t: Text;
  readonly channel: string;
  readonly photos: readonly PostPhoto[] | undefined;
  readonly shown: PhotosShown;
}

/** The box of a photo before it is there, in pixels: nothing moves when it comes. */
export function boxOf({ width, height }: { readonly width: number; readonly height: number }) {
  const wide = Math.min(width, WIDEST);
  return { width: wide, height: Math.round((height * wide) / width) };
}

/** The photos of a post, or what asks for them; their words are there in any case. */
export function Photos({ t, channel, photos = [], shown }: Props) {
  return (
    <>
      {photos.map((photo) => {
        const { id, alt, size } = photo;
        const address = `/media/${encodeURIComponent(channel)}/${id}`;
        const waits = shown.onTap && !shown.tapped.includes(id);
        const claim = waits ? '' : shown.claim?.(id);
        return (
          <p key={id} class="photo">
            {waits ? (
              <a
                class="button"
                href={address}
                data-native
                onClick={(event) => {
                  event.preventDefault();
                  event.stopPropagation();
                  shown.onShow(id);
                }}
              >
                {t.showPhoto(Math.ceil(size / 1024))}
              </a>
            ) : (
              <a href={address} data-native>
                <img
                  // Without a connection nobody can say whose request it is: it would be refused.
                  src={claim === '' ? undefined : `${address}?maxwidth=240${claim ?? ''}`}
                  alt={alt || t.photo}
                  loading="lazy"
                  {...boxOf(photo)}
                />
              </a>
            )}
            {alt !== '' && <span class="hint">{alt}</span>}
          </p>
        );
      })}
    </>
  );
}
