import { useEffect } from 'preact/hooks';
import { channelTitle } from '../../screens/name.ts';
import { NewTopic } from '../../screens/new-topic.tsx';
import { hrefOf } from '../../screens/route.ts';
import { addToDraft } from '../actions/save-draft.ts';
import { startTopic } from '../actions/start-topic.ts';
import { topicPlace } from '../store/read/draft.ts';
import type { PageProps } from './page-props.ts';
import { useChannel } from './use-channel.ts';
import { useDraft } from './use-draft.ts';
import { usePostForm } from './use-post-form.ts';
import { forgetQuery, leaveForm, whileHere } from './visits.ts';

interface Props extends PageProps {
  readonly channel: string;
  /** What another app handed over. */
  readonly shared: string | undefined;
}

export function NewTopicPage(props: Props) {
  const { t, account, notice, channel, shared } = props;
  const { store, me } = account;
  const row = useChannel(store, channel);
  const draft = useDraft(account, topicPlace(channel));
  const form = usePostForm(props, row, 'start-topic', draft);

  useEffect(() => {
    if (!shared || me === null) return;
    // From now on it is a draft as any other: the address must not bring it once more.
    const forget = whileHere(forgetQuery);
    addToDraft(account, topicPlace(channel), shared).then((refused) => refused ?? forget());
  }, []);

  function post() {
    const leave = whileHere(() => leaveForm(hrefOf({ screen: 'channel', channel })));
    draft.submit(async (writing) => {
      const trouble = await startTopic(account, channel, writing);
      if (trouble === null) leave();
      return trouble;
    });
  }
  return (
    <NewTopic
      t={t}
      notice={notice}
      channel={channel}
      channelTitle={row && channelTitle(channel, row.config.title)}
      title={draft.title}
      {...form}
      onTitle={(title) => draft.change({ title })}
      onText={(text) => draft.change({ text })}
      onPost={post}
    />
  );
}
