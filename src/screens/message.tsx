import { Frame } from './parts/frame.tsx';
import { hrefOf } from './route.ts';
import type { Text } from './text/en.ts';

interface Props {
  readonly t: Text;
  readonly notice: string | null;
  readonly message: string;
}

/** A screen that has only a sentence to say. */
export function Message({ t, notice, message }: Props) {
  return (
    <Frame t={t} title={t.app} up={hrefOf({ screen: 'channels' })} notice={notice}>
      <p class="lead">{message}</p>
      <p class="actions">
        <a class="button" href={hrefOf({ screen: 'channels' })}>
          {t.channels}
        </a>
      </p>
    </Frame>
  );
}
