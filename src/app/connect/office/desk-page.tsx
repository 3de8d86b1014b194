import { useState } from 'preact/hooks';
import { route } from 'preact-router';
import { INCIDENTS_PAGE, type Incident } from '../../../protocol/incident.ts';
import { Desk } from '../../../screens/office/desk.tsx';
import { hrefOf } from '../../../screens/route.ts';
import type { IncidentText } from '../../../screens/text/incident/incident-en.ts';
import { loadIncidents } from '../../actions/incidents.ts';
import { useNow } from '../use-now.ts';
import { usePages } from '../use-pages.ts';
import type { WithWords } from './office-page.tsx';
import { useNews } from './use-news.ts';

/** What the pages of those are handed who deal with reports. */
export interface WithDeskWords extends WithWords {
  readonly i: IncidentText;
}

export function DeskPage({ t, o, i, notice, account, connectivity }: WithDeskWords) {
  const [typed, setTyped] = useState('');
  const isOnline = connectivity.state === 'online';
  const desk = usePages(connectivity, INCIDENTS_PAGE, (known: readonly Incident[]) =>
    loadIncidents(account, 'desk', known[known.length - 1]?.reference),
  );
  useNews(account, isOnline, desk.load);
  const { trouble } = desk;
  const problem = trouble === 'forbidden' ? o.notAtDesk : trouble && t.troubles[trouble];
  const empty = desk.rows ? o.nothingLeft : isOnline ? t.loading : t.notHere;
  return (
    <Desk
      t={t}
      o={o}
      i={i}
      notice={notice}
      now={useNow(account.store)}
      incidents={desk.rows ?? []}
      hasOlder={desk.hasMore}
      empty={problem ?? empty}
      problem={problem}
      typed={typed}
      onType={setTyped}
      onFind={() => {
        const reference = typed.trim();
        if (reference) route(hrefOf({ screen: 'desk-incident', reference }));
      }}
      onOlder={desk.more}
    />
  );
}
