import type { PageRequest } from '../../../protocol/rsm.ts';
import { pageInfo } from '../../../protocol/rsm.ts';
import type { Element } from '../../../protocol/xml.ts';
import type { Page } from '../../service/paging.ts';

/** What is said of a page: nothing where the list is whole and nobody asked for pages. */
export function setOf<Row>(
  { rows, info }: Page<Row>,
  asked: PageRequest | undefined,
): Element | undefined {
  return !asked && rows.length === info.count ? undefined : pageInfo(info);
}
