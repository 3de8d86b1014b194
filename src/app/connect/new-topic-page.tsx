import { channelTitle } from '../../screens/name.ts';
import { NewTopic } from '../../screens/new-topic.tsx';
import { mayPost, standingOf } from '../../screens/rights.ts';
import { hrefOf } from '../../screens/route.ts';
import { startTopic } from '../actions/start-topic.ts';
import { readChannel } from '../store/read/channels.ts';
import { topicPlace } from '../store/read/draft.ts';
import type { PageProps } from './page-props.ts';
import { useDraft } from './use-draft.ts';
import { useStored } from './use-stored.ts';
import { leaveForm } from './visits.ts';

export function NewTopicPage(props: PageProps & { readonly channel: string }) {
  const { t, account, notice, channel } = props;
  const { store, me, site } = account;
  const row = useStored(store, ['channels'], (reader) => readChannel(reader, channel));
  const draft = useDraft(account, topicPlace(channel));
  const may = me === null ? 'join' : row && !mayPost(row, me, site.domain) ? 'read-only' : 'post';

  function post() {
    draft.submit(async ({ title, text }) => {
      const trouble = await startTopic(account, channel, title, text);
      if (trouble === null) leaveForm(hrefOf({ screen: 'channel', channel }));
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
      text={draft.text}
      follows={row !== undefined && standingOf(row, me) === 'stranger'}
      may={may}
      problem={draft.trouble && t.troubles[draft.trouble]}
      onTitle={(title) => draft.change({ title })}
      onText={(text) => draft.change({ text })}
      onPost={post}
    />
  );
}
