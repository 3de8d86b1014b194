import { useState } from 'preact/hooks';
import { route } from 'preact-router';
import { CHANNELS_PAGE, Channels, FEW_CHANNELS } from '../../screens/channels.tsx';
import { finder } from '../../screens/find.ts';
import { hrefOf } from '../../screens/route.ts';
import type { Trouble } from '../actions/device.ts';
import { readAll } from '../actions/mark-read.ts';
import { listChannels } from '../store/read/channels.ts';
import { readRulesToAccept } from '../store/read/meta.ts';
import { UNREAD_PARTS } from '../store/read/unread.ts';
import { listedOf } from './listed.ts';
import type { PageProps } from './page-props.ts';
import { useDrawnList } from './use-drawn-list.ts';
import { useMeta } from './use-meta.ts';
import { useNow } from './use-now.ts';
import { useStored } from './use-stored.ts';
import { useLeft } from './visits.ts';

export function ChannelsPage({
  shared,
  ...props
}: PageProps & { readonly shared?: string | undefined }) {
  const { t, account, connectivity, notice } = props;
  const [typed, setTyped] = useLeft('typed', '');
  const [limit, setLimit] = useLeft('limit', CHANNELS_PAGE);
  const [refused, setRefused] = useState<Trouble | null>(null);
  const rows = useStored(account.store, UNREAD_PARTS, listChannels);
  const notices = useMeta(account.store, 'notices');
  const toDo = useMeta(account.store, 'toDo');
  const answered = useMeta(account.store, 'answered');
  const desk = useMeta(account.store, 'desk');
  const toAccept = useStored(account.store, ['meta'], readRulesToAccept);
  const now = useNow(account.store);
  const isWhole =
    Boolean(rows?.length) && typed === '' && limit === CHANNELS_PAGE && !notice && !shared;
  useDrawnList(account, isWhole, [rows, notices, toDo, answered, desk, toAccept, t]);
  if (!rows) return null;
  const { state, settled, full } = connectivity;
  const loading = !settled && !full && (state === 'connecting' || state === 'online');
  const found = rows.map(listedOf(t, account)).filter(finder(typed));
  const nothing = loading ? t.loading : settled ? t.noChannels : t.notHere;
  return (
    <Channels
      t={t}
      shared={shared}
      notice={notice}
      signedIn={account.me !== null}
      notices={notices}
      toDo={toDo}
      answered={answered}
      desk={desk}
      toAccept={toAccept}
      now={now}
      channels={found.slice(0, limit)}
      hasMore={found.length > limit}
      find={
        rows.length > FEW_CHANNELS
          ? {
              typed,
              onType: setTyped,
              onFind: () => route(hrefOf({ screen: 'search', words: typed })),
            }
          : null
      }
      empty={typed === '' ? nothing : t.noneFits}
      problem={refused && t.troubles[refused]}
      onMarkAllRead={() => readAll(account).then(setRefused)}
      onLanguages={() => document.querySelector<HTMLElement>('#languages a')?.focus()}
      onMore={() => setLimit(limit + CHANNELS_PAGE)}
    />
  );
}
