import { useEffect } from 'preact/hooks';
import { channelTitle } from '../../screens/name.ts';
import { NewTopic } from '../../screens/new-topic.tsx';
import { formFor, standingOf, willWait } from '../../screens/rights.ts';
import { hrefOf } from '../../screens/route.ts';
import { whyNoForm } from '../../screens/why-no-form.ts';
import { addToDraft } from '../actions/save-draft.ts';
import { startTopic } from '../actions/start-topic.ts';
import { topicPlace } from '../store/read/draft.ts';
import type { PageProps } from './page-props.ts';
import { useChannel } from './use-channel.ts';
import { useDraft } from './use-draft.ts';
import { usePhoto } from './use-photo.tsx';
import { forgetQuery, leaveForm, whileHere } from './visits.ts';

interface Props extends PageProps {
  readonly channel: string;
  /** What another app handed over. */
  readonly shared: string | undefined;
}

export function NewTopicPage(props: Props) {
  const { t, account, notice, channel, shared } = props;
  const { store, me, site } = account;
  const row = useChannel(store, channel);
  const draft = useDraft(account, topicPlace(channel));
  const photo = usePhoto(t, account, draft);
  const may = formFor(row, 'start-topic', me, site.domain);
  const mayNot = may === 'post' ? null : whyNoForm(t, may);

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
      text={draft.text}
      follows={row !== undefined && standingOf(row, me) === 'stranger'}
      waits={willWait(row, me, site.domain)}
      // What was typed stays, though it cannot be sent any more.
      may={draft.title || draft.text ? 'post' : may}
      problem={draft.trouble ? t.troubles[draft.trouble] : mayNot}
      photo={photo}
      onTitle={(title) => draft.change({ title })}
      onText={(text) => draft.change({ text })}
      onPost={post}
    />
  );
}
