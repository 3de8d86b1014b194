import { hrefOf } from '../../screens/route.ts';
import type { TopicProps } from '../../screens/topic.tsx';
import { comment } from '../actions/comment.ts';
import type { ChannelRow } from '../store/read/reader.ts';
import type { PageProps } from './page-props.ts';
import type { Draft } from './use-draft.ts';
import { usePostForm } from './use-post-form.ts';

/** Where a comment is written, or why there is nowhere; `answers` once the one that it answers is known to be there. */
export function useCommentForm(
  props: PageProps & { readonly channel: string; readonly topic: string },
  row: ChannelRow | undefined,
  draft: Draft,
  answers: boolean,
): TopicProps['form'] {
  const { t, account, channel, topic } = props;
  const form = usePostForm(props, row, 'comment', draft);
  if (account.me !== null && !row) return null;
  if (form.may !== 'post') return form.may;
  // One that was removed meanwhile cannot be answered any more.
  const target = answers ? draft.target : undefined;
  return {
    ...form,
    t,
    action: hrefOf({ screen: 'topic', channel, topic }),
    onInput: (text) => draft.change({ text }),
    onSend: () =>
      draft.submit(({ text, photo }) => comment(account, channel, topic, { text, target, photo })),
  };
}
