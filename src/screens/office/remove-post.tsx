import { RULES, type Rule } from '../../protocol/office.ts';
import { nameOf } from '../name.ts';
import { ChoiceField } from '../parts/choice-field.tsx';
import { Frame } from '../parts/frame.tsx';
import { SeeMore } from '../parts/see-more.tsx';
import { Verb } from '../parts/verb.tsx';
import { hrefOf } from '../route.ts';
import type { Text } from '../text/en.ts';
import type { OfficeText } from '../text/office/office-en.ts';
import type { Outcome } from './how-it-went.tsx';
import { ReasonAndSubmit } from './reason-and-submit.tsx';

/** Why a post is removed. */
export interface Removal {
  readonly rule: Rule;
  readonly reason: string;
}

export const NO_REMOVAL: Removal = { rule: RULES[0], reason: '' };

export interface RemovePostProps {
  readonly t: Text;
  readonly o: OfficeText;
  readonly notice: string | null;
  readonly domain: string;
  readonly channel: string;
  readonly channelTitle: string;
  readonly post: {
    readonly id: string;
    readonly parent: string | null;
    readonly author: string;
    readonly title: string;
    readonly text: string;
  };
  readonly removal: Removal;
  readonly busy: boolean;
  readonly outcome: Outcome;
  readonly onChange: (changed: Partial<Removal>) => void;
  readonly onRemove: () => void;
}

/** Asks before somebody else's post is removed: which rule it breaks, and why. */
export function RemovePost(props: RemovePostProps) {
  const { t, o, channel, post, removal, busy, onChange } = props;
  const topic = post.parent ?? post.id;
  return (
    <Frame
      t={t}
      title={t.remove}
      place={props.channelTitle}
      up={hrefOf({ screen: 'topic', channel, topic })}
      notice={props.notice}
    >
      <p class="lead">
        <a href={hrefOf({ screen: 'member', channel, member: post.author })}>
          <b>{nameOf(post.author, props.domain, t)}</b>
        </a>
      </p>
      {post.title !== '' && (
        <p class="lead">
          <b>{post.title}</b>
        </p>
      )}
      <div class="lead text">
        <SeeMore t={t} text={post.text} />
      </div>
      {post.parent === null && <p class="hint lead">{o.commentsGoToo}</p>}
      <Verb
        verb="remove-post"
        action={hrefOf({ screen: 'remove-post', channel, item: post.id })}
        onSubmit={props.onRemove}
      >
        <ChoiceField
          id="rule"
          label={o.whichRule}
          value={removal.rule}
          choices={t.brokenRules}
          onChange={(rule) => onChange({ rule })}
        />
        <ReasonAndSubmit
          {...{ t, o, busy, outcome: props.outcome }}
          reason={removal.reason}
          hint={o.removeReasonHint}
          label={t.remove}
          onReason={(reason) => onChange({ reason })}
        />
      </Verb>
    </Frame>
  );
}
