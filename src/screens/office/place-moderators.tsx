import type { PlaceModerator } from '../../protocol/place-moderators.ts';
import { dateOf } from '../ago.ts';
import { nameOf } from '../name.ts';
import { AskFirst } from '../parts/ask-first.tsx';
import { Frame } from '../parts/frame.tsx';
import { LineField } from '../parts/line-field.tsx';
import { Verb } from '../parts/verb.tsx';
import { hrefOf } from '../route.ts';
import type { Text } from '../text/en.ts';
import type { OfficeText } from '../text/office/office-en.ts';
import type { Outcome } from './how-it-went.tsx';
import { SubmitWithOutcome } from './submit-with-outcome.tsx';

export interface PlaceModeratorsProps {
  readonly t: Text;
  readonly o: OfficeText;
  readonly notice: string | null;
  readonly domain: string;
  readonly place: string;
  readonly placeName: string;
  readonly people: readonly PlaceModerator[];
  /** What to say while there is nobody. */
  readonly empty: string;
  readonly typed: string;
  readonly busy: boolean;
  readonly outcome: Outcome;
  readonly onType: (typed: string) => void;
  readonly onAppoint: () => void;
  /** Who is asked about before it is taken back from them. */
  readonly asked: string | null;
  readonly onAsk: (jid: string | null) => void;
  readonly onDismiss: (jid: string) => void;
}

/** Who may create channels for a place, and where administrators say so. */
export function PlaceModerators(props: PlaceModeratorsProps) {
  const { t, o, place, people, busy } = props;
  const here = hrefOf({ screen: 'place-moderators', place });
  return (
    <Frame
      t={t}
      title={t.placeModerators}
      place={props.placeName}
      up={hrefOf({ screen: 'place', place })}
      notice={props.notice}
    >
      <p class="lead hint">{o.appointIntro}</p>
      <ul class="items">
        {people.map(({ jid, since }) => (
          <li class="item" key={jid}>
            <p>
              <b>{nameOf(jid, props.domain, t)}</b> · {dateOf(t, since)}
            </p>
            <AskFirst
              t={t}
              verbs={[{ name: 'dismiss', label: o.dismiss, question: o.dismissAsk }]}
              of={nameOf(jid, props.domain, t)}
              asked={props.asked === jid ? 'dismiss' : null}
              action={here}
              query={`&of=${encodeURIComponent(jid)}`}
              fields={{ jid }}
              onAsk={(verb) => props.onAsk(verb === null ? null : jid)}
              onAct={() => props.onDismiss(jid)}
            />
          </li>
        ))}
      </ul>
      {people.length === 0 && <p class="empty">{props.empty}</p>}
      <Verb verb="appoint" action={here} onSubmit={props.onAppoint}>
        <LineField id="appointee" label={t.username} value={props.typed} onInput={props.onType} />
        <SubmitWithOutcome t={t} label={o.appoint} busy={busy} outcome={props.outcome} />
      </Verb>
    </Frame>
  );
}
