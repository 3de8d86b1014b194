import { NS } from '../../protocol/namespaces.ts';
import { badRequest, Refusal } from './refusal.ts';

/** Nodes of everybody's own channel; an operator may name more, the rest of a bundle is made by its owner. */
export const PERSONAL_NODES = [
  'posts',
  'status',
  'geo/previous',
  'geo/current',
  'geo/next',
] as const;

/** One segment, as Buddycloud says; its servers' own places are the exception. */
const ONE_SEGMENT = /^[A-Za-z0-9._~-]{1,64}$/;

const MOST_NODES = 16;

/** How many more an operator may name: a few are left to owners. */
export const MOST_NAMED = 8;

/** Whether a node that is no personal one may be called so. */
export const isNodeName = (name: string): boolean => ONE_SEGMENT.test(name);

/** Throws where a channel with those nodes may not have one of that name. */
export function checkNodeName(name: string, others: readonly string[]): void {
  const isKnown = PERSONAL_NODES.some((known) => known === name);
  if (!isKnown && !isNodeName(name)) throw badRequest();
  if (others.length >= MOST_NODES) {
    const app = { ns: NS.PUBSUB_ERRORS, name: 'max-nodes-exceeded' };
    throw new Refusal('cancel', 'not-allowed', app);
  }
}
