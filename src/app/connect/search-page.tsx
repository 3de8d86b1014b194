import { useState } from 'preact/hooks';
import { route } from 'preact-router';
import type { Item } from '../../protocol/channel.ts';
import { CHANNELS_PAGE } from '../../screens/channels.tsx';
import { finder } from '../../screens/find.ts';
import { hrefOf } from '../../screens/route.ts';
import { Search } from '../../screens/search.tsx';
import { FOUND_PAGE, searchPosts } from '../actions/find-posts.ts';
import { listChannels } from '../store/read/channels.ts';
import { UNREAD_PARTS } from '../store/read/unread.ts';
import { listedOf } from './listed.ts';
import type { PageProps } from './page-props.ts';
import { postRowOf } from './post-row.ts';
import { useNow } from './use-now.ts';
import { usePages } from './use-pages.ts';
import { useStored } from './use-stored.ts';

export function SearchPage(props: PageProps & { readonly words: string }) {
  const { t, account, connectivity, notice, words } = props;
  const [typed, setTyped] = useState(words);
  const rows = useStored(account.store, UNREAD_PARTS, listChannels);
  const now = useNow(account.store);
  const isAsked = words !== '' && account.me !== null;
  const found = usePages(
    connectivity,
    FOUND_PAGE,
    isAsked ? (known: readonly Item[]) => searchPosts(account, words, known) : null,
  );
  if (!rows) return null;
  const waits = isAsked && found.rows === null;
  const online = connectivity.state === 'online' || connectivity.state === 'connecting';
  return (
    <Search
      t={t}
      notice={notice}
      signedIn={account.me !== null}
      now={now}
      find={{
        typed,
        onType: setTyped,
        onFind() {
          const wanted = typed.trim();
          if (wanted === words) found.load();
          else route(hrefOf({ screen: 'search', words: wanted }));
        },
      }}
      words={words}
      channels={
        words === ''
          ? []
          : rows.map(listedOf(t, account)).filter(finder(words)).slice(0, CHANNELS_PAGE)
      }
      posts={(found.rows ?? []).map(postRowOf(rows, account, t))}
      more={found.hasMore ? hrefOf({ screen: 'search', words }) : null}
      empty={waits ? (online ? t.loading : t.notHere) : t.nothingFound}
      problem={found.trouble && t.troubles[found.trouble]}
      onMore={found.more}
    />
  );
}
