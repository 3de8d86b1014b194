import { NS } from './namespaces.ts';
import { type Element, el } from './xml.ts';

/** An HTTP request that somebody is asked to confirm (XEP-0070). */
export interface Confirmation {
  /** Chosen by whoever made the request. */
  readonly id: string;
  readonly method: string;
  readonly url: string;
}

/** What is asked about that request, and what an answer repeats (XEP-0070). */
export function confirmElement({ id, method, url }: Confirmation): Element {
  return el(NS.HTTP_AUTH, 'confirm', { id, method, url });
}

/** Whether an element confirms that very request. */
export function confirms(element: Element, { id, method, url }: Confirmation): boolean {
  const { name, ns, attrs } = element;
  return (
    name === 'confirm' &&
    ns === NS.HTTP_AUTH &&
    attrs.id === id &&
    attrs.method === method &&
    attrs.url === url
  );
}
