import { useEffect, useState } from 'preact/hooks';
import type { Incident } from '../../../protocol/incident.ts';
import { Message } from '../../../screens/message.tsx';
import { type DeskAnswer, DeskIncident } from '../../../screens/office/desk-incident.tsx';
import { answerIncident } from '../../actions/answer-incident.ts';
import type { Trouble } from '../../actions/device.ts';
import { loadIncident } from '../../actions/incidents.ts';
import { useNow } from '../use-now.ts';
import { useShownPhotos } from '../use-shown-photos.ts';
import type { WithDeskWords } from './desk-page.tsx';
import { useKeptForm } from './use-kept-form.ts';
import { useNews } from './use-news.ts';

export function DeskIncidentPage(props: WithDeskWords & { readonly reference: string }) {
  const { t, o, i, notice, device, account, connectivity, reference } = props;
  const [incident, setIncident] = useState<Incident>();
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const isOnline = connectivity.state === 'online';
  const begin = incident && { state: incident.state, text: '', seen: incident.updated };
  const form = useKeptForm<DeskAnswer>({ t, account }, `desk:${reference}`, begin ?? null);
  const photos = useShownPhotos(device, account, false);
  const now = useNow(account.store);
  async function load(): Promise<Incident | undefined> {
    const found = await loadIncident(account, reference);
    if ('trouble' in found) setTrouble(found.trouble);
    else setIncident(found.told[0]);
    return 'told' in found ? found.told[0] : undefined;
  }
  useEffect(() => {
    if (isOnline) load();
  }, [isOnline, connectivity.epoch]);
  useNews(account, isOnline, load);
  const sentence = (failed: Trouble) => {
    if (failed === 'not-found') return i.noSuch;
    if (failed === 'conflict') return o.changedMeanwhile;
    return failed === 'forbidden' ? o.notAtDesk : t.troubles[failed];
  };
  if (!incident || !form.fields) {
    const message = trouble ? sentence(trouble) : isOnline ? t.loading : t.notHere;
    return <Message t={t} notice={notice} message={message} />;
  }
  function answer() {
    form.submit(async (said) => {
      const answered = await answerIncident(account, reference, said);
      if ('trouble' in answered && answered.trouble === 'conflict') {
        const seen = (await load())?.updated;
        if (seen) form.change({ seen });
      }
      if ('trouble' in answered) return { done: false, sentence: sentence(answered.trouble) };
      setIncident(answered.told[0]);
      return { done: true, sentence: t.saved };
    });
  }
  return (
    <DeskIncident
      t={t}
      o={o}
      i={i}
      notice={notice}
      now={now}
      domain={account.site.domain}
      incident={incident}
      photos={photos}
      answer={form.fields}
      busy={form.busy}
      outcome={form.outcome}
      // What was begun with stays: who was faster is told of, however long it takes.
      onChange={(changed) => form.change({ seen: form.fields?.seen, ...changed })}
      onAnswer={answer}
    />
  );
}
