import { Frame } from '../parts/frame.tsx';
import { LineField } from '../parts/line-field.tsx';
import { TextField } from '../parts/text-field.tsx';
import { Verb } from '../parts/verb.tsx';
import { hrefOf } from '../route.ts';
import type { Text } from '../text/en.ts';
import type { OfficeText } from '../text/office/office-en.ts';

/** What somebody says who cannot write here, and who that is. */
export interface SpokenFor {
  readonly onBehalf: string;
  /** Of a topic. */
  readonly title: string;
  readonly text: string;
}

export interface WriteForProps {
  readonly t: Text;
  readonly o: OfficeText;
  readonly notice: string | null;
  readonly channel: string;
  readonly channelTitle: string;
  /** The topic that it is a comment on; none where it is one itself. */
  readonly topic?: string | undefined;
  readonly written: SpokenFor;
  /** As a sentence. */
  readonly problem: string | null;
  readonly onChange: (changed: Partial<SpokenFor>) => void;
  readonly onPost: () => void;
}

/** Where an official writes for somebody who cannot. */
export function WriteFor(props: WriteForProps) {
  const { t, o, channel, topic, written, problem, onChange } = props;
  // With the words there, what is missing is for whom they are.
  const isForNobody = written.text.trim() !== '' && written.onBehalf.trim() === '';
  return (
    <Frame
      t={t}
      title={t.writeFor}
      place={props.channelTitle}
      up={hrefOf(topic ? { screen: 'topic', channel, topic } : { screen: 'channel', channel })}
      notice={props.notice}
    >
      <Verb
        verb="write-for"
        action={hrefOf({ screen: 'write-for', channel, topic })}
        onSubmit={props.onPost}
      >
        <LineField
          id="on-behalf"
          label={o.forWhom}
          hint={o.forWhomHint}
          value={written.onBehalf}
          problem={isForNobody ? problem : null}
          onInput={(onBehalf) => onChange({ onBehalf })}
        />
        {!topic && (
          <LineField
            id="title"
            label={t.title}
            hint={t.titleHint}
            value={written.title}
            onInput={(title) => onChange({ title })}
          />
        )}
        <TextField
          id="topic"
          label={topic ? t.comment : t.topic}
          rows={4}
          value={written.text}
          problem={isForNobody ? null : problem}
          onInput={(text) => onChange({ text })}
        />
        <button type="submit">{topic ? t.send : t.post}</button>
      </Verb>
    </Frame>
  );
}
