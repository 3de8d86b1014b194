import type { Notice } from '../protocol/office.ts';
import { ago } from './ago.ts';
import { Frame } from './parts/frame.tsx';
import { VerbButton } from './parts/verb.tsx';
import { hrefOf } from './route.ts';
import type { Text } from './text/en.ts';

export interface NoticesProps {
  readonly t: Text;
  readonly notice: string | null;
  /** The server's time. */
  readonly now: number;
  readonly notices: readonly Notice[];
  /** What to say while there is none. */
  readonly empty: string;
  readonly problem: string | null;
  readonly onSeen: () => void;
}

/** What moderators removed of one's posts, or did not let through, and why. */
export function Notices(props: NoticesProps) {
  const { t, notices, problem } = props;
  const newest = notices[notices.length - 1];
  return (
    <Frame t={t} title={t.notices} up={hrefOf({ screen: 'menu' })} notice={props.notice}>
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <ul class="items">
        {notices.map((told) => (
          <li class="item" key={told.id}>
            <p class="byline">
              <b>{(told.act === 'refused' ? t.refusedIn : t.removedIn)(told.channelTitle)}</b>{' '}
              <time>{ago(t, told.at, props.now)}</time>
            </p>
            <p class="quote">{told.excerpt}</p>
            {told.rule && <p>{t.brokenRules[told.rule]}</p>}
            {told.reason !== '' && (
              <p class="text">
                {t.reason}: {told.reason}
              </p>
            )}
          </li>
        ))}
      </ul>
      {newest ? (
        <div class="actions">
          <VerbButton
            verb="seen"
            action={hrefOf({ screen: 'notices' })}
            fields={{ upTo: String(newest.id) }}
            label={t.seen}
            onSubmit={props.onSeen}
          />
        </div>
      ) : (
        <p class="empty">{props.empty}</p>
      )}
    </Frame>
  );
}
