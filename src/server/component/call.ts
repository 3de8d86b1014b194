import { NS } from '../../protocol/namespaces.ts';
import type { PageRequest } from '../../protocol/rsm.ts';
import { readPageRequest, readWhole } from '../../protocol/rsm.ts';
import { child, type Element } from '../../protocol/xml.ts';
import type { Actor, ServiceContext } from '../service/context.ts';
import { badRequest, notImplemented } from '../service/refusal.ts';

/** A request as a handler sees it: who asks, what, and how to send more than the answer. */
export interface Call {
  readonly ctx: ServiceContext;
  readonly actor: Actor;
  /** Domain that was asked; answers come from it, and global ids carry it. */
  readonly service: string;
  readonly type: 'get' | 'set';
  /** The request's child. */
  readonly payload: Element;
  /** In pubsub requests the element that names what is asked; elsewhere the payload again. */
  readonly verb: Element;
  /** Sends a message to the asker before the answer. */
  sendMessage(...payload: Element[]): void;
}

/** Answers with the payload of the result, nothing where it is empty; throws a `Refusal`. */
export type Handler = (call: Call) => Promise<Element | undefined>;

/** The page that is asked for; the first where none is. */
export function pageOf(call: Call): PageRequest {
  return askedPage(call) ?? {};
}

/**
 * The same of a list whose rows nobody counts: they move with every comment, and to find the
 * thousandth all before it would be read. XEP-0059, 2.6 lets such a list refuse positions.
 */
export function pageWithoutIndex(call: Call): PageRequest {
  const page = pageOf(call);
  if (page.index !== undefined) throw notImplemented();
  return page;
}

/** What `<order/>` beside the question says of the row that a page turns on; `undefined` where there is none. */
export function orderOf({ payload }: Call): { readonly activity?: number | undefined } | undefined {
  const order = child(payload, 'order', NS.ORDER);
  const activity = readWhole(order?.attrs.activity);
  if (activity === null) throw badRequest();
  return order && { activity };
}

/** The page that is asked for; `undefined` where none is. */
export function askedPage(call: Call): PageRequest | undefined {
  const page = readPageRequest(call.payload);
  if (page === null) throw badRequest('invalid-max-value-provided');
  return page;
}
