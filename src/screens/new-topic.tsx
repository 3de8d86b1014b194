import { Frame } from './parts/frame.tsx';
import { JoinLinks } from './parts/join-links.tsx';
import { LineField } from './parts/line-field.tsx';
import { PhotoField, type PhotoFieldProps } from './parts/photo-field.tsx';
import { hintOf, TextField } from './parts/text-field.tsx';
import { Verb } from './parts/verb.tsx';
import type { NoForm } from './rights.ts';
import { hrefOf } from './route.ts';
import type { Text } from './text/en.ts';
import { whyNoForm } from './why-no-form.ts';

export interface NewTopicProps {
  readonly t: Text;
  readonly notice: string | null;
  readonly channel: string;
  readonly channelTitle: string | undefined;
  readonly title: string;
  readonly text: string;
  /** Whether posting also makes one follow the channel. */
  readonly follows: boolean;
  /** Whether it waits for a moderator before others see it. */
  readonly waits: boolean;
  readonly may: 'post' | NoForm;
  readonly problem: string | null;
  readonly photo: Omit<PhotoFieldProps, 't'>;
  readonly onTitle: (title: string) => void;
  readonly onText: (text: string) => void;
  readonly onPost: () => void;
}

/** Where a topic is written. */
export function NewTopic(props: NewTopicProps) {
  const { t, channel, may } = props;
  return (
    <Frame
      t={t}
      title={t.newTopic}
      place={props.channelTitle}
      up={hrefOf({ screen: 'channel', channel })}
      notice={props.notice}
    >
      {may === 'join' ? (
        <JoinLinks t={t} why={t.joinToWrite} />
      ) : may === 'post' ? (
        <Form {...props} />
      ) : (
        <p class="hint">{whyNoForm(t, may)}</p>
      )}
    </Frame>
  );
}

function Form(props: NewTopicProps) {
  const { t, channel, title, text, follows, waits, problem, onTitle, onText, onPost } = props;
  return (
    <Verb verb="post" action={hrefOf({ screen: 'new-topic', channel })} withFile onSubmit={onPost}>
      <LineField id="title" label={t.title} value={title} hint={t.titleHint} onInput={onTitle} />
      <TextField
        id="topic"
        label={t.topic}
        rows={5}
        value={text}
        hint={hintOf(follows && t.followsOnPost, waits && t.firstWaits)}
        problem={problem}
        onInput={onText}
      />
      {(props.photo.stage || !waits) && <PhotoField t={t} {...props.photo} />}
      <button type="submit">{t.post}</button>
    </Verb>
  );
}
