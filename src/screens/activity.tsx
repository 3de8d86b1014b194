import { Frame } from './parts/frame.tsx';
import { Problem } from './parts/labelled.tsx';
import { type PostRow, PostRows } from './parts/post-rows.tsx';
import { StepLink } from './parts/step-link.tsx';
import { hrefOf } from './route.ts';
import type { Text } from './text/en.ts';

export interface ActivityProps {
  readonly t: Text;
  readonly notice: string | null;
  readonly now: number;
  /** What was refused, what waits, and what the service has, each newest first. */
  readonly failed: readonly PostRow[];
  readonly waiting: readonly PostRow[];
  readonly sent: readonly PostRow[];
  /** The address of the next page, where there is one. */
  readonly more: string | null;
  readonly empty: string;
  readonly problem: string | null;
  readonly onMore: () => void;
}

/** What one has written, and how it stands. */
export function Activity(props: ActivityProps) {
  const { t, now, failed, waiting, sent, problem } = props;
  return (
    <Frame t={t} title={t.activity} up={hrefOf({ screen: 'menu' })} notice={props.notice}>
      <Problem problem={props.more ? null : problem} />
      <PostRows t={t} now={now} posts={failed} state={t.failed} />
      <PostRows t={t} now={now} posts={waiting} state={t.waits} />
      <PostRows t={t} now={now} posts={sent} state={t.sent} />
      {failed.length + waiting.length + sent.length === 0 && !problem && (
        <p class="empty">{props.empty}</p>
      )}
      {props.more && (
        <StepLink href={props.more} label={t.morePosts} problem={problem} onStep={props.onMore} />
      )}
    </Frame>
  );
}
