import {
  archiveFin,
  archiveResult,
  asksForGone,
  unknownFilters,
} from '../../../protocol/archive.ts';
import { pageInfo } from '../../../protocol/rsm.ts';
import { catchUp } from '../../service/catch-up.ts';
import { notImplemented } from '../../service/refusal.ts';
import { type Handler, pageOf } from '../call.ts';
import { pushOf } from '../push.ts';

/** `set query urn:xmpp:mam:2`: what happened since, each change as the push that announced it. */
export const queryArchive: Handler = async (call) => {
  const { ctx, actor, payload, service } = call;
  if (unknownFilters(payload).length > 0) throw notImplemented();
  const { node, queryid } = payload.attrs;
  const page = { ...pageOf(call), gone: asksForGone(payload) };
  const { changes, info, complete } = await catchUp(ctx, actor, node, page);
  for (const { change, at } of changes) {
    call.sendMessage(archiveResult(queryid, change.seq, at, pushOf(change, service)));
  }
  return archiveFin(complete, pageInfo(info));
};
