import type { Notice } from '../protocol/notice.ts';
import { dateOf } from './ago.ts';
import { Frame } from './parts/frame.tsx';
import { Problem } from './parts/labelled.tsx';
import { LinkLine } from './parts/screen-link.tsx';
import { VerbButton } from './parts/verb.tsx';
import { When } from './parts/when.tsx';
import { hrefOf } from './route.ts';
import type { Text } from './text/en.ts';
import type { RareText } from './text/rare/rare-en.ts';

export interface NoticesProps {
  readonly t: Text;
  readonly r: RareText;
  readonly notice: string | null;
  /** The server's time. */
  readonly now: number;
  readonly notices: readonly Notice[];
  /** What to say while there is none. */
  readonly empty: string;
  readonly problem: string | null;
  readonly onSeen: () => void;
}

/** What moderators did about a person, and what became of what that person asked of them. */
export function Notices(props: NoticesProps) {
  const { t, r, notices, problem } = props;
  const unseen = notices.filter(({ seen }) => !seen);
  const newest = Math.max(...unseen.map(({ id }) => id));
  return (
    <Frame t={t} title={t.notices} up={hrefOf({ screen: 'menu' })} notice={props.notice}>
      <Problem problem={problem} />
      <ul class="items">
        {notices.map((told) => (
          <li class="item" key={told.id}>
            <p class="byline">
              <b>{headOf(r, told)}</b> <When t={t} at={told.at} now={props.now} />
            </p>
            {told.excerpt !== '' && <p class="quote">{told.excerpt}</p>}
            <p>{outcomeOf(t, r, told)}</p>
            {told.rule && <p>{t.brokenRules[told.rule]}</p>}
            {told.reason !== '' && (
              <p class="text">
                {t.reason}: {told.reason}
              </p>
            )}
            {told.appeal === 'open' && <p class="hint">{r.appealOpen}</p>}
            {mayAppeal(told) && (
              <p class="quiet-actions">
                <a class="quiet" href={hrefOf({ screen: 'appeal', act: String(told.about) })}>
                  {r.appeal}
                </a>
              </p>
            )}
          </li>
        ))}
      </ul>
      {unseen.length > 0 && (
        <div class="actions">
          <VerbButton
            verb="seen"
            action={hrefOf({ screen: 'notices' })}
            fields={{ upTo: String(newest) }}
            label={r.seen}
            onSubmit={props.onSeen}
          />
        </div>
      )}
      {notices.length === 0 && !problem && <p class="empty">{props.empty}</p>}
      <LinkLine to={{ screen: 'complaints' }} label={r.myReports} />
    </Frame>
  );
}

/** Against a removal or a ban there is one appeal; those of before are not numbered. */
export function mayAppeal(told: Notice): told is Notice & { readonly about: number } {
  const { act, about, appeal } = told;
  return (act === 'removed' || act === 'banned') && about !== null && appeal === '';
}

/** What was done, or what it answers. */
export function headOf(r: RareText, { act, channelTitle, about }: Notice): string {
  switch (act) {
    case 'removed':
      return r.removedIn(channelTitle);
    case 'refused':
      return r.refusedIn(channelTitle);
    case 'banned':
      return r.bannedIn(channelTitle);
    case 'report':
      return r.yourReport(about ?? 0);
    case 'appeal':
      return r.yourAppeal(channelTitle);
  }
}

/** How it ended; of a ban, until when it lasts. */
export function outcomeOf(t: Text, r: RareText, { act, outcome }: Notice): string {
  if (act === 'banned') return outcome && t.until(dateOf(t, outcome));
  const words: Readonly<Record<string, string>> = r.outcomes;
  return words[outcome] ?? '';
}
