import { Frame } from './parts/frame.tsx';
import { JoinLinks } from './parts/join-links.tsx';
import { ButtonLink } from './parts/screen-link.tsx';
import { hrefOf } from './route.ts';
import type { Text } from './text/en.ts';

interface Props {
  readonly t: Text;
  readonly notice: string | null;
  /** What the screen is about, where that is known. */
  readonly title?: string;
  /** What happened, and what to do. */
  readonly message: string;
}

/** A screen that has only a sentence to say; who would have to be signed in is led to where one is. */
export function Message({ t, notice, title = t.app, message }: Props) {
  return (
    <Frame t={t} title={title} up={hrefOf({ screen: 'channels' })} notice={notice}>
      {message === t.readingOnly ? (
        <JoinLinks t={t} why={message} />
      ) : (
        <>
          <p class="lead">{message}</p>
          <p class="actions">
            <ButtonLink to={{ screen: 'channels' }} label={t.channels} />
          </p>
        </>
      )}
    </Frame>
  );
}
