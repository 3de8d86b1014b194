import {
  NO_COMPLAINT,
  ON_SITE,
  placeOf,
  ReportForm,
} from '../../../screens/complaint/report-form.tsx';
import { channelTitle, nameOf } from '../../../screens/name.ts';
import { hrefOf } from '../../../screens/route.ts';
import { complain } from '../../actions/complain.ts';
import { listChannels } from '../../store/read/channels.ts';
import { UNREAD_PARTS } from '../../store/read/unread.ts';
import { useKeptForm } from '../office/use-kept-form.ts';
import { useStored } from '../use-stored.ts';
import { replaceScreen } from '../visits.ts';
import type { WithWords } from './rare-page.tsx';

export function ReportPersonPage(props: WithWords & { readonly person: string }) {
  const { t, r, notice, account, person } = props;
  const { store, site } = account;
  const form = useKeptForm({ t, account }, `complaint:${person}`, NO_COMPLAINT);
  const rows = useStored(store, UNREAD_PARTS, listChannels);
  if (!rows || !form.fields) return null;
  const name = nameOf(person, site.domain, t);
  const places = rows
    .filter(({ membership }) => membership.subscription === 'subscribed')
    // People meet in channels of groups; somebody's own is nobody's to keep in order but the site's.
    .filter(({ config }) => config.type !== 'personal')
    .map(({ channel, config }) => ({ channel, title: channelTitle(channel, config.title) }));
  function report() {
    form.submit(async (complaint) => {
      const place = placeOf({ complaint, places });
      const channel = place === ON_SITE ? '' : place;
      const { rule, reason } = complaint;
      const trouble = await complain(account, channel, { person, rule, head: name }, reason);
      if (trouble !== null) return { done: false, sentence: t.troubles[trouble] };
      replaceScreen(hrefOf({ screen: 'complaints' }));
      return { done: true, sentence: t.saved };
    });
  }
  return (
    <ReportForm
      {...{ t, r, notice, name, places, post: null }}
      up={hrefOf({ screen: 'profile', person })}
      action={hrefOf({ screen: 'report-person', person })}
      complaint={form.fields}
      busy={form.busy}
      outcome={form.outcome}
      onChange={form.change}
      onReport={report}
    />
  );
}
