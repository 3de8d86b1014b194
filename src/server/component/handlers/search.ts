import { entryOf } from '../../../protocol/atom.ts';
import { globalId, type Item, nodeOfItem } from '../../../protocol/channel.ts';
import { formField, readForm } from '../../../protocol/data-form.ts';
import { toBare } from '../../../protocol/jid.ts';
import { NS } from '../../../protocol/namespaces.ts';
import { type Element, el } from '../../../protocol/xml.ts';
import { badRequest, notAllowed } from '../../service/refusal.ts';
import { search } from '../../service/search.ts';
import type { Handler } from '../call.ts';

const DEFAULTS = { page: '1', rpp: '25' } as const;
/** So that a page's place stays an exact number. */
const WHOLE = /^[1-9]\d{0,5}$/;

/** `get jabber:iq:search` (XEP-0055): what may be asked. */
export const getSearchForm: Handler = async ({ actor }) => {
  if (!actor.isLocal) throw notAllowed();
  return el(
    NS.SEARCH,
    'query',
    {},
    el(NS.SEARCH, 'instructions', {}, 'Search the channels that you follow.'),
    el(
      NS.DATA,
      'x',
      { type: 'form' },
      formField('FORM_TYPE', { type: 'hidden' }, NS.SEARCH),
      formField('content', { type: 'text-multi', label: 'Words' }),
      formField('author', { type: 'jid-single', label: 'Author' }),
      formField('page', { type: 'fixed' }, DEFAULTS.page),
      formField('rpp', { type: 'fixed' }, DEFAULTS.rpp),
    ),
  );
};

/** `set jabber:iq:search`: items by words and author; no form where nothing was found (relied on). */
export const searchChannels: Handler = async ({ ctx, actor, payload, service }) => {
  const submitted = readForm(payload);
  if (!submitted) throw badRequest();
  const value = (name: string) => submitted.values.get(name) ?? '';
  const page = value('page') || DEFAULTS.page;
  const rpp = value('rpp') || DEFAULTS.rpp;
  if (!WHOLE.test(page) || !WHOLE.test(rpp)) throw badRequest();
  const author = value('author') === '' ? null : toBare(value('author'));
  if (value('author') !== '' && author === null) throw badRequest();
  const wanted = { content: value('content'), author, page: Number(page), perPage: Number(rpp) };
  const { items, isAll, since } = await search(ctx, actor, wanted);
  const found = items.length > 0 ? results(items, service) : undefined;
  return el(
    NS.SEARCH,
    'query',
    {},
    found,
    isAll ? undefined : el(NS.SEARCHED, 'searched', { since }),
  );
};

function results(items: readonly Item[], service: string): Element {
  return el(
    NS.DATA,
    'x',
    { type: 'result' },
    formField('FORM_TYPE', { type: 'hidden' }, NS.SEARCH),
    el(
      NS.DATA,
      'reported',
      {},
      formField('node', { type: 'text-single', label: 'Node' }),
      formField('id', { type: 'text-single', label: 'Item ID' }),
      formField('entry', { type: 'xml', label: 'Item' }),
    ),
    ...items.map((item) => {
      const node = nodeOfItem(item);
      return el(
        NS.DATA,
        'item',
        {},
        formField('node', {}, node),
        formField('id', {}, globalId(service, node, item.id)),
        formField('entry', {}, entryOf(item, service)),
      );
    }),
  );
}
