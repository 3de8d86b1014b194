import { Message } from '../../../screens/message.tsx';
import { channelTitle } from '../../../screens/name.ts';
import { WriteFor } from '../../../screens/office/write-for.tsx';
import { maySpeakFor } from '../../../screens/rights.ts';
import { hrefOf } from '../../../screens/route.ts';
import { writeFor } from '../../actions/write-for.ts';
import { spokenPlace } from '../../store/read/draft.ts';
import { useChannel } from '../use-channel.ts';
import { useDraft } from '../use-draft.ts';
import { leaveForm, whileHere } from '../visits.ts';
import type { WithWords } from './office-page.tsx';

interface Props extends WithWords {
  readonly channel: string;
  /** The topic that it is a comment on; absent where it is one itself. */
  readonly topic?: string | undefined;
}

export function WriteForPage({ t, o, notice, account, channel, topic }: Props) {
  const { store, me, site } = account;
  const row = useChannel(store, channel);
  const draft = useDraft(account, spokenPlace(channel, topic || null));
  if (!row) return null;
  const may = me !== null && maySpeakFor(row, topic, channel, me, site.domain);
  // What was typed stays, though it cannot be sent any more.
  if (!may && !(draft.text || draft.title || draft.onBehalf)) {
    return <Message t={t} notice={notice} message={o.notModerator} />;
  }
  const up = hrefOf(topic ? { screen: 'topic', channel, topic } : { screen: 'channel', channel });
  function post() {
    const leave = whileHere(() => leaveForm(up));
    draft.submit(async (writing) => {
      const trouble = await writeFor(account, channel, topic || null, writing);
      if (trouble === null) leave();
      return trouble;
    });
  }
  return (
    <WriteFor
      t={t}
      o={o}
      notice={notice}
      channel={channel}
      channelTitle={channelTitle(channel, row.config.title)}
      topic={topic}
      written={{ onBehalf: draft.onBehalf ?? '', title: draft.title, text: draft.text }}
      problem={draft.trouble ? t.troubles[draft.trouble] : may ? null : o.notModerator}
      onChange={draft.change}
      onPost={post}
    />
  );
}
