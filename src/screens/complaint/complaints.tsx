import type { OwnReport } from '../../protocol/own-reports.ts';
import { nameOf } from '../name.ts';
import { Frame } from '../parts/frame.tsx';
import { Problem } from '../parts/labelled.tsx';
import { LinkLine } from '../parts/screen-link.tsx';
import { When } from '../parts/when.tsx';
import { hrefOf } from '../route.ts';
import type { Text } from '../text/en.ts';
import type { RareText } from '../text/rare/rare-en.ts';

/** One that the service has not taken. */
export interface UnsentComplaint {
  readonly order: number;
  readonly head: string;
  readonly text: string;
  /** How it stands, as a sentence. */
  readonly state: string;
  readonly failed: boolean;
}

export interface ComplaintsProps {
  readonly t: Text;
  readonly r: RareText;
  readonly notice: string | null;
  readonly domain: string;
  /** The server's time. */
  readonly now: number;
  readonly unsent: readonly UnsentComplaint[];
  readonly reports: readonly OwnReport[];
  /** Up to this number they are no news: who listens to the screen is told of the others alone. */
  readonly known?: number | undefined;
  /** What to say while there is none. */
  readonly empty: string;
  readonly problem: string | null;
  readonly onRetry: (order: number) => void;
  readonly onDiscard: (order: number) => void;
}

/** What one told moderators of: each with its number, how it stands, and what they answered. */
export function Complaints(props: ComplaintsProps) {
  const { t, r, unsent, reports, known = 0, problem } = props;
  return (
    <Frame t={t} title={r.myReports} up={hrefOf({ screen: 'menu' })} notice={props.notice}>
      <Problem problem={problem} />
      <ul class="items" aria-live="polite">
        {unsent.map(({ order, head, text, state, failed }) => (
          <li class={failed ? 'item failed' : 'item waiting'} key={`unsent ${order}`}>
            <p class="state">{state}</p>
            <p>
              <b>{head}</b>
            </p>
            <p class="text">{text}</p>
            {failed && (
              <p class="actions">
                <button type="button" onClick={() => props.onRetry(order)}>
                  {t.tryAgain}
                </button>
                <button type="button" onClick={() => props.onDiscard(order)}>
                  {t.discard}
                </button>
              </p>
            )}
          </li>
        ))}
        {reports.map((report) => (
          <li
            class="item"
            key={report.number}
            aria-live={report.number <= known ? 'off' : undefined}
          >
            <p class="byline">
              <b>{r.number(report.number)}</b> <When t={t} at={report.at} now={props.now} />
            </p>
            <p>
              {headOf(r, report, nameOf(report.person, props.domain, t))}
              {report.rule && ` · ${t.brokenRules[report.rule]}`}
            </p>
            {report.reason !== '' && <p class="text quote">{report.reason}</p>}
            <p>{report.state === 'open' ? r.open : r.outcomes[report.state]}</p>
            {report.answer !== '' && (
              <p class="text">
                {r.answer}: {report.answer}
              </p>
            )}
          </li>
        ))}
      </ul>
      {unsent.length + reports.length === 0 && !problem && <p class="empty">{props.empty}</p>}
      <LinkLine to={{ screen: 'notices' }} label={t.notices} />
    </Frame>
  );
}

/** Whom or what it is about: what was in a post is not shown again. */
export function headOf(
  r: RareText,
  { person, channelTitle }: Pick<OwnReport, 'person' | 'channelTitle'>,
  name: string,
): string {
  return person ? name : r.postIn(channelTitle);
}
