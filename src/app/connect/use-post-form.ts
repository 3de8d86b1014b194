import { formFor, standingOf, willWait } from '../../screens/rights.ts';
import { whyNoForm } from '../../screens/why-no-form.ts';
import type { ChannelRow } from '../store/read/reader.ts';
import type { PageProps } from './page-props.ts';
import type { Draft } from './use-draft.ts';
import { usePhoto } from './use-photo.tsx';

/** How the form stands that a post is written in; `may` tells whether there is one, or why not. */
export function usePostForm(
  { t, account }: PageProps,
  row: ChannelRow | undefined,
  action: 'start-topic' | 'comment',
  draft: Draft,
) {
  const { me, site } = account;
  const { title, text, trouble } = draft;
  const photo = usePhoto(t, account, draft);
  const may = formFor(row, action, me, site.domain);
  const mayNot = may === 'post' ? null : whyNoForm(t, may);
  return {
    // What was typed or chosen stays, though it cannot be sent any more.
    may: title || text || photo.stage ? ('post' as const) : may,
    text,
    follows: row !== undefined && standingOf(row, me) === 'stranger',
    waits: willWait(row, me, site.domain),
    problem: trouble ? t.troubles[trouble] : mayNot,
    photo,
  };
}
