import { useEffect, useState } from 'preact/hooks';
import type { Notice } from '../../../protocol/notice.ts';
import { AppealForm } from '../../../screens/complaint/appeal-form.tsx';
import { Message } from '../../../screens/message.tsx';
import { mayAppeal } from '../../../screens/notices.tsx';
import { hrefOf } from '../../../screens/route.ts';
import { appeal } from '../../actions/complaints.ts';
import { loadNotices, type Told } from '../../actions/told-by-office.ts';
import { useKeptForm } from '../office/use-kept-form.ts';
import { leaveForm, whileHere } from '../visits.ts';
import type { WithWords } from './rare-page.tsx';

export function AppealPage(props: WithWords & { readonly act: number }) {
  const { t, r, notice, account, connectivity, act } = props;
  const [loaded, setLoaded] = useState<Told<Notice>>();
  const form = useKeptForm({ t, account }, `appeal:${act}`, { reason: '' });
  const isOnline = connectivity.state === 'online';
  useEffect(() => {
    if (isOnline && !(loaded && 'told' in loaded)) loadNotices(account).then(setLoaded);
  }, [isOnline, connectivity.epoch]);
  const message = (sentence: string) => <Message t={t} notice={notice} message={sentence} />;
  if (!loaded) return message(isOnline ? t.loading : t.notHere);
  if ('trouble' in loaded) return message(t.troubles[loaded.trouble]);
  const told = loaded.told.filter(mayAppeal).find(({ about }) => about === act);
  if (!told || !form.fields) return told ? null : message(t.troubles['not-found']);
  function send() {
    const leave = whileHere(() => leaveForm(hrefOf({ screen: 'notices' })));
    form.submit(async ({ reason }) => {
      const trouble = await appeal(account, act, reason);
      if (trouble !== null) return { done: false, sentence: t.troubles[trouble] };
      leave();
      return { done: true, sentence: t.saved };
    });
  }
  return (
    <AppealForm
      {...{ t, r, notice, told }}
      reason={form.fields.reason}
      busy={form.busy}
      outcome={form.outcome}
      onReason={(reason) => form.change({ reason })}
      onAppeal={send}
    />
  );
}
