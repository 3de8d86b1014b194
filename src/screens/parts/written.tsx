import type { ComponentChildren } from 'preact';
import type { PostPhoto } from '../../protocol/post-media.ts';
import { ago } from '../ago.ts';
import { firstLine } from '../first-line.ts';
import { nameOf } from '../name.ts';
import { hrefOf } from '../route.ts';
import type { Text } from '../text/en.ts';
import { Question } from './ask-first.tsx';
import { Face } from './face.tsx';
import { Photos, type PhotosShown } from './photos.tsx';
import { RichText } from './rich-text.tsx';
import { SeeMore } from './see-more.tsx';
import { StepLink } from './step-link.tsx';
import { VerbButton } from './verb.tsx';
import { When } from './when.tsx';

/** What is shown of a post at first, in UTF-16 units: more than a screen of the smallest. */
const SHORT = 600;

export interface Post {
  readonly id: string;
  readonly author: string;
  readonly title: string;
  readonly text: string;
  readonly published: string;
  /** The id of the comment that this one answers. */
  readonly target?: string | null;
  /** Which picture its author shows. */
  readonly avatar?: number;
  readonly photos?: readonly PostPhoto[];
  readonly hidden?: true;
  /** For whom an official wrote it. */
  readonly onBehalf?: string;
}

/** What somebody is about to do with a post. */
export interface Chosen {
  readonly verb: 'reply' | 'remove';
  readonly id: string;
  /** Why it was not done, as a sentence, where it is asked once more. */
  readonly problem?: string;
}

export interface PostVerbs {
  readonly chosen: Chosen | null;
  /** Chooses what to do; `null` does not do it. */
  readonly onChoose: (chosen: Chosen | null) => void;
  readonly onRemove: (id: string) => void;
}

/**
 * Draws the verbs of a post where there is no script, from the one that answers it, and its spoken name, to
 * the `others`: the answer takes along what is being written.
 */
export type DrawAnswering = (
  id: string,
  spoken: string,
  others: ComponentChildren,
) => ComponentChildren;

interface Props extends PostVerbs {
  readonly t: Text;
  readonly domain: string;
  readonly now: number;
  readonly channel: string;
  readonly photos: PhotosShown;
  /** Address of the topic. */
  readonly here: string;
  readonly post: Post;
  /** The post that it answers, where it is here. */
  readonly answered: Post | undefined;
  readonly mayReply: boolean;
  readonly drawAnswering?: DrawAnswering | undefined;
  readonly mayRemove: boolean;
  /** Where somebody else's post is removed by office; absent where it may not be. */
  readonly removeHref?: string | undefined;
  /** Where somebody else's post is reported; absent where it may not be. */
  readonly reportHref?: string | undefined;
}

/** A topic or a comment as somebody wrote it, with what can be done with it. */
export function Written(props: Props) {
  const { t, post, domain, now, here, answered, chosen } = props;
  const asked = chosen?.verb === 'remove' && chosen.id === post.id;
  const name = nameOf(post.author, domain, t);
  const when = ago(t, post.published, now);
  const spoken = (label: string) => `${label}: ${name}, ${when}`;
  /** A verb chooses what to do here; without one another screen does it. */
  const link = (label: string, href: string | undefined, verb?: Chosen['verb']) =>
    href && (
      <StepLink
        look="quiet"
        href={href}
        label={label}
        spoken={spoken(label)}
        onStep={verb && (() => props.onChoose({ verb, id: post.id }))}
      />
    );
  const others = (
    <>
      {' '}
      {props.mayRemove && link(t.remove, `${here}?remove=${post.id}#asked`, 'remove')}
      {link(t.remove, props.removeHref)}
      {link(t.report, props.reportHref)}
    </>
  );
  const verbs = props.mayReply && props.drawAnswering?.(post.id, spoken(t.reply), others);
  return (
    <article>
      <p class="byline">
        <a href={hrefOf({ screen: 'profile', person: post.author })}>
          <Face jid={post.author} avatar={post.avatar} />
          <b>{name}</b>
        </a>{' '}
        <When t={t} at={post.published} now={now} />
      </p>
      {post.onBehalf && (
        <p class="hint">
          <b>{t.onBehalf(post.onBehalf)}</b>
        </p>
      )}
      {answered && (
        <p class="quote">
          {t.answerTo(nameOf(answered.author, domain, t))} {firstLine(answered.text)}
        </p>
      )}
      <div class="text">
        {post.hidden ? (
          <i>{t.hiddenPost}</i>
        ) : (
          <SeeMore t={t} text={post.text} short={SHORT} draw={(text) => <RichText text={text} />} />
        )}
      </div>
      <Photos t={t} channel={props.channel} photos={post.photos} shown={props.photos} />
      {asked ? (
        <Question
          question={chosen.problem ?? t.removeForAll}
          action={here}
          keep={t.keep}
          isFinal
          onKeep={() => props.onChoose(null)}
        >
          <VerbButton
            verb="remove"
            action={`${here}#asked`}
            fields={{ item: post.id }}
            label={t.remove}
            onSubmit={() => props.onRemove(post.id)}
          />
        </Question>
      ) : (
        verbs || (
          <p class="quiet-actions">
            {props.mayReply && link(t.reply, `${here}?reply=${post.id}#comment`, 'reply')}
            {others}
          </p>
        )
      )}
    </article>
  );
}
