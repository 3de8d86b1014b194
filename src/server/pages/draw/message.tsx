import { Message } from '../../../screens/message.tsx';
import { Frame } from '../../../screens/parts/frame.tsx';
import { ButtonLink } from '../../../screens/parts/screen-link.tsx';
import { hrefOf } from '../../../screens/route.ts';
import type { Drawn } from '../drawn.ts';
import type { Visitor } from '../visitor.ts';
import type { DrawnRoute } from './draw.ts';

/** A page that has only a sentence to say; `from`: the screen that it leads back to, where there is one. */
export function drawMessage(
  { t, notice }: Pick<Visitor, 't' | 'notice'>,
  status: Drawn['status'],
  message: string,
  from?: DrawnRoute,
): Drawn {
  const body = from ? (
    <Frame t={t} title={t.app} up={hrefOf(from)} notice={notice}>
      <p class="lead">{message}</p>
      <p class="actions">
        <ButtonLink to={from} label={t.tryAgain} />
      </p>
    </Frame>
  ) : (
    <Message t={t} notice={notice} message={message} />
  );
  return { status, title: t.app, body, says: message };
}
