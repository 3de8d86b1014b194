import { useRef, useState } from 'preact/hooks';
import { route } from 'preact-router';
import { INCIDENTS_PAGE, type Incident } from '../../../protocol/incident.ts';
import { Desk } from '../../../screens/office/desk.tsx';
import { hrefOf } from '../../../screens/route.ts';
import type { IncidentText } from '../../../screens/text/incident/incident-en.ts';
import type { Trouble } from '../../actions/device.ts';
import { loadIncidents } from '../../actions/incidents.ts';
import { useNow } from '../use-now.ts';
import type { WithWords } from './office-page.tsx';
import { useNews } from './use-news.ts';

/** What the pages of those are handed who deal with reports. */
export interface WithDeskWords extends WithWords {
  readonly i: IncidentText;
}

export function DeskPage({ t, o, i, notice, account, connectivity }: WithDeskWords) {
  const [incidents, setIncidents] = useState<readonly Incident[]>();
  const [hasOlder, setHasOlder] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [typed, setTyped] = useState('');
  const isOnline = connectivity.state === 'online';
  /** How many are shown: what is being read further down stays when there is news. */
  const shown = useRef(0);
  async function load(known: readonly Incident[] = []): Promise<void> {
    const found = await loadIncidents(account, 'desk', known[known.length - 1]?.reference);
    if ('trouble' in found) return setTrouble(found.trouble);
    const all = [...known, ...found.told];
    const isMore = found.told.length === INCIDENTS_PAGE;
    if (isMore && all.length < shown.current) return load(all);
    shown.current = all.length;
    setTrouble(null);
    setIncidents(all);
    setHasOlder(isMore);
  }
  useNews(account, isOnline, load);
  function empty(): string {
    if (trouble) return trouble === 'forbidden' ? o.notAtDesk : t.troubles[trouble];
    return incidents ? o.nothingLeft : isOnline ? t.loading : t.notHere;
  }
  return (
    <Desk
      t={t}
      o={o}
      i={i}
      notice={notice}
      now={useNow(account.store)}
      incidents={incidents ?? []}
      hasOlder={hasOlder}
      empty={empty()}
      typed={typed}
      onType={setTyped}
      onFind={() => {
        const reference = typed.trim();
        if (reference) route(hrefOf({ screen: 'desk-incident', reference }));
      }}
      onOlder={() => load(incidents)}
    />
  );
}
