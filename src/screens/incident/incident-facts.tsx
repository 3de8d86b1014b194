import type { Incident } from '../../protocol/incident.ts';
import { nameOf } from '../name.ts';
import { Photos, type PhotosShown } from '../parts/photos.tsx';
import { RichText } from '../parts/rich-text.tsx';
import { When } from '../parts/when.tsx';
import type { Text } from '../text/en.ts';
import type { IncidentText } from '../text/incident/incident-en.ts';

interface Props {
  readonly t: Text;
  readonly i: IncidentText;
  /** The server's time. */
  readonly now: number;
  readonly domain: string;
  readonly incident: Incident;
  readonly photos: PhotosShown;
}

/** What was reported, where, and what was said about it, oldest first. */
export function IncidentFacts({ t, i, now, domain, incident, photos }: Props) {
  const { reference, author, photo, account, where, channelTitle, events } = incident;
  return (
    <>
      <p class="lead">
        <b>
          {i.number} <span class="whole">{reference}</span>
        </b>
      </p>
      <p class="lead">{i.states[incident.state]}</p>
      <p class="lead">{[where, channelTitle].filter(Boolean).join(' · ')}</p>
      {account !== '' && <p class="lead">{i.accountIs(account)}</p>}
      <div class="lead text">
        <RichText text={incident.text} />
      </div>
      {photo && <Photos t={t} channel={author} photos={[photo]} shown={photos} />}
      <ul class="items">
        <li class="item">
          <p class="byline">
            {i.reportedOn} <When t={t} at={incident.at} now={now} />
          </p>
        </li>
        {events.map(({ at, state, by, text }) => (
          <li class="item" key={at}>
            <p class="byline">
              <b>{i.states[state]}</b> <When t={t} at={at} now={now} />
              {by !== '' && ` · ${nameOf(by, domain, t)}`}
            </p>
            {text !== '' && (
              <p class="text">
                <RichText text={text} />
              </p>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
