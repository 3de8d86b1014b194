import { createContext } from 'preact';
import { localOf } from '../../protocol/jid.ts';

/**
 * Whether the small pictures beside names are fetched. Pages leave them out: browsers that know no
 * `loading=lazy` would fetch them all before somebody reads.
 */
export const SmallFaces = createContext(true);

/** Kinds of placeholder that there are colours for. */
const COLOURS = 6;

interface Props {
  /** Bare JID of a person or channel. */
  readonly jid: string;
  /** Which picture they show; nothing, or below 1, where they show none. */
  readonly avatar: number | undefined;
  readonly large?: boolean;
}

/** Somebody's picture in a box that is there before it, with their initial where there is none. */
export function Face({ jid, avatar = 0, large }: Props) {
  const size = large ? 96 : 32;
  const colour = (jid.charCodeAt(0) + jid.length) % COLOURS;
  // Without CSS it is a letter before a name, not of it.
  return (
    <>
      <span class={`face face-${colour}${large ? ' face-large' : ''}`} aria-hidden="true">
        {localOf(jid).charAt(0).toUpperCase()}
        <SmallFaces.Consumer>
          {(shown) =>
            avatar > 0 &&
            (large || shown) && (
              <img
                key={avatar}
                src={`/media/${encodeURIComponent(jid)}/avatar?v=${avatar}&maxwidth=${size}`}
                width={size}
                height={size}
                alt=""
                loading="lazy"
              />
            )
          }
        </SmallFaces.Consumer>
      </span>{' '}
    </>
  );
}
