import type { PageRequest } from '../../../protocol/rsm.ts';
import { pageInfo } from '../../../protocol/rsm.ts';
import type { Element } from '../../../protocol/xml.ts';
import type { Page } from '../../service/paging.ts';

/** The `<set/>` of XEP-0059 for a page; `undefined` where the list is whole and no page was asked for. */
export function setOf<Row>(
  { rows, info }: Page<Row>,
  asked: PageRequest | undefined,
): Element | undefined {
  return !asked && rows.length === info.count ? undefined : pageInfo(info);
}
