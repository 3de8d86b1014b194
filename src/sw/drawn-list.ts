import { keptIn } from './kept-in.ts';

/** The list of channels as the app drew it last: `src/app/actions/drawn-list.ts` keeps it. */
export const DRAWN = 'drawn';
const LIST = '/';

/** Has the app fetched early: not while the list is still to be painted, since its files are on the phone. */
const EARLY = /<link rel="preload".*?>/;

/** Puts the list that is kept in the app's page; gives the page as it is where none is. */
export async function withDrawnList(wanted: Promise<Response>): Promise<Response> {
  const [page, drawn] = await Promise.all([wanted, readList()]);
  const [, start = '', app = ''] = /^(<html.*?>)([\s\S]*)$/.exec(drawn) ?? [];
  if (!start) return page;
  const text = await page.text();
  const html = text
    .replace(/<html.*?>/, () => start)
    .replace(EARLY, '')
    .replace(/<div id="app">[\s\S]*<\/div>/, () => app);
  return new Response(html, page);
}

async function readList(): Promise<string> {
  const list = await keptIn(DRAWN, LIST);
  return list ? list.text() : '';
}
