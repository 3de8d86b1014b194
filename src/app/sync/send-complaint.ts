import { reportRequest } from '../../protocol/report.ts';
import type { Complaint, OutboxRow } from '../store/schema.ts';
import { removePost } from '../store/write/outbox.ts';
import type { SyncContext } from './context.ts';

/** Tells moderators of a post or a person; sent twice, the service takes it once. */
export async function sendComplaint(
  { ask, store }: SyncContext,
  { id, channel, text, order }: OutboxRow,
  { item, person, rule }: Complaint,
): Promise<null> {
  await ask('set', reportRequest({ channel, item, person, token: id, rule, reason: text }));
  await removePost(store, order);
  return null;
}
