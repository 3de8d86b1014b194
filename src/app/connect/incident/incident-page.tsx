import { useEffect, useState } from 'preact/hooks';
import type { Incident as Facts } from '../../../protocol/incident.ts';
import { Incident } from '../../../screens/incident/incident.tsx';
import { Message } from '../../../screens/message.tsx';
import type { Trouble } from '../../actions/device.ts';
import { loadIncident, seeIncident } from '../../actions/incidents.ts';
import { readMeta } from '../../store/read/meta.ts';
import { useNow } from '../use-now.ts';
import { useShownPhotos } from '../use-shown-photos.ts';
import { useStored } from '../use-stored.ts';
import type { WithIncidentWords } from './incident-pages.tsx';

export function IncidentPage(props: WithIncidentWords & { readonly reference: string }) {
  const { t, i, notice, device, account, connectivity, reference } = props;
  const [told, setTold] = useState<Facts>();
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const isOnline = connectivity.state === 'online';
  // One's own is on the phone; what the service says of it now is newer.
  const kept = useStored(account.store, ['meta'], async (reader) => {
    const own = (await readMeta(reader, 'incidents')) ?? [];
    return { one: own.find((incident) => incident.reference === reference) };
  });
  const photos = useShownPhotos(device, account, false);
  const now = useNow(account.store);
  useEffect(() => {
    if (!isOnline) return;
    loadIncident(account, reference).then((found) => {
      const trouble = 'trouble' in found ? found.trouble : null;
      setTrouble(trouble);
      const one = 'told' in found ? found.told[0] : undefined;
      // What could not be renewed stays as it was.
      if (one || trouble === 'not-found') setTold(one);
      if (one?.news) seeIncident(account, one);
    });
  }, [isOnline, connectivity.epoch]);
  if (!kept) return null;
  const incident = told ?? kept.one;
  if (!incident) {
    const nothing = trouble === 'not-found' ? i.noSuch : trouble && t.troubles[trouble];
    const message = nothing ?? (isOnline ? t.loading : t.notHere);
    return <Message t={t} notice={notice} message={message} />;
  }
  return (
    <Incident
      t={t}
      i={i}
      notice={notice}
      now={now}
      domain={account.site.domain}
      incident={incident}
      photos={photos}
      problem={isOnline && trouble ? t.troubles[trouble] : null}
    />
  );
}
