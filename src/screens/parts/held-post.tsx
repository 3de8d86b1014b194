import type { Grounds } from '../../protocol/office.ts';
import type { Text } from '../text/en.ts';
import { StepLink } from './step-link.tsx';
import { VerbButton } from './verb.tsx';

/** A post of the reader's own that nobody else sees: it waits for a moderator, or one refused it. */
export interface Held {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** Why it was refused; absent while it waits. */
  readonly refused?: Grounds | undefined;
}

export interface HeldVerbs {
  /** Puts its text back into the form. */
  readonly onEditHeld: (id: string) => void;
  readonly onDiscardHeld: (id: string) => void;
}

interface Props extends HeldVerbs {
  readonly t: Text;
  readonly post: Held;
  /** Address of the screen that it stands on, and of the form that it was written in. */
  readonly here: string;
  readonly form: string;
}

/** Shows it in its place, with how it stands and what can be done. */
export function HeldPost({ t, post, here, form, onEditHeld, onDiscardHeld }: Props) {
  const { id, title, text, refused } = post;
  const [path, place = ''] = form.split('#');
  return (
    <li class={refused ? 'item failed' : 'item waiting'}>
      <p class="state">{refused ? t.troubles['not-let-through'] : t.troubles.held}</p>
      {refused?.rule && <p>{t.brokenRules[refused.rule]}</p>}
      {!!refused?.reason && (
        <p class="text">
          {t.reason}: {refused.reason}
        </p>
      )}
      {title !== '' && <h3 class="item-title">{title}</h3>}
      <p class="text">{text}</p>
      <div class="actions">
        <StepLink
          look="button"
          href={`${path}?again=${id}${place && `#${place}`}`}
          label={t.edit}
          onStep={() => onEditHeld(id)}
        />
        <VerbButton
          verb="take-back"
          action={here}
          fields={{ item: id }}
          label={t.discard}
          onSubmit={() => onDiscardHeld(id)}
        />
      </div>
    </li>
  );
}
