import type { LogEntry } from '../protocol/office-log.ts';
import { Frame } from './parts/frame.tsx';
import { Problem } from './parts/labelled.tsx';
import { StepLink } from './parts/step-link.tsx';
import { When } from './parts/when.tsx';
import { hrefOf } from './route.ts';
import type { Text } from './text/en.ts';
import type { RareText } from './text/rare/rare-en.ts';

export interface ChannelLogProps {
  readonly t: Text;
  readonly r: RareText;
  readonly notice: string | null;
  /** The server's time. */
  readonly now: number;
  readonly channel: string;
  readonly channelTitle: string;
  readonly entries: readonly LogEntry[];
  readonly hasOlder: boolean;
  /** What to say while there is none. */
  readonly empty: string;
  /** Why no more came, as a sentence; said where they were asked for. */
  readonly problem?: string | null;
  readonly onOlder: () => void;
}

/** What was done in a channel by office: what, when, by which office, which rule; never to whom. */
export function ChannelLog(props: ChannelLogProps) {
  const { t, r, channel, entries } = props;
  const last = entries[entries.length - 1];
  const here = hrefOf({ screen: 'channel-log', channel });
  return (
    <Frame
      t={t}
      title={t.channelLog}
      place={props.channelTitle}
      up={hrefOf({ screen: 'channel', channel })}
      notice={props.notice}
    >
      <p class="lead">{r.logIntro}</p>
      <ul class="items">
        {entries.map(({ id, at, act, office, rule, removed }) => (
          <li class="item" key={id}>
            <p class="byline">
              <b>{wordFor(r.acts, act)}</b>
            </p>
            {rule !== '' && <p>{wordFor(t.brokenRules, rule)}</p>}
            {removed && <p class="quote text">{removed}</p>}
            <p class="hint">
              {wordFor(r.offices, office)} · <When t={t} at={at} now={props.now} />
            </p>
          </li>
        ))}
      </ul>
      {entries.length === 0 && <p class="empty">{props.empty}</p>}
      {last && <Problem problem={props.problem} />}
      {last && props.hasOlder && (
        <StepLink href={`${here}?before=${last.id}`} label={r.olderActs} onStep={props.onOlder} />
      )}
    </Frame>
  );
}

/** A newer server may know acts that this phone has no word for. */
function wordFor(words: Readonly<Record<string, string>>, name: string): string {
  return words[name] ?? name;
}
