import { randomBytes } from 'node:crypto';
import { NS } from '../../../src/protocol/namespaces.ts';
import type { Dialect } from './dialect.ts';

/** Tells the items and requests of one run from those of all others. */
export function runTag(): string {
  return randomBytes(6).toString('hex');
}

/** A request to publish, as it goes over the WebSocket; its id is the item's. */
export function publishFrame(
  dialect: Dialect,
  name: string,
  tag: string,
  author: string,
  number: number,
): string {
  const id = `${tag}-${number}`;
  const bare = author.slice(0, author.indexOf('/'));
  return requestFrame(dialect, 'set', id, dialect.publish(name, id, bare, number));
}

export function requestFrame(
  { service }: Dialect,
  type: 'get' | 'set',
  id: string,
  children: string,
): string {
  return (
    `<iq xmlns="${NS.CLIENT}" type="${type}" id="${id}" to="${service}">` +
    `<pubsub xmlns="${NS.PUBSUB}">${children}</pubsub></iq>`
  );
}

/**
 * The id of a request of this run that a frame answers, `undefined` where it answers none.
 *
 * @throws where the answer is an error: nothing that is measured may be refused.
 */
export function answerOf(frame: Buffer, tag: string): string | undefined {
  const head = frame.toString('latin1', 0, 300);
  if (!head.startsWith('<iq')) return undefined;
  const id = /\sid=["']([^"']+)/.exec(head)?.[1];
  if (!id?.startsWith(tag)) return undefined;
  if (/\stype=["']error/.test(head)) throw new Error(`refused: ${frame}`);
  return id;
}
