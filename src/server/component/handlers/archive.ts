import {
  archiveFin,
  archiveForm,
  archiveResult,
  readArchiveFilter,
} from '../../../protocol/archive.ts';
import { pageInfo } from '../../../protocol/rsm.ts';
import { catchUp } from '../../service/catch-up.ts';
import { badRequest, notImplemented } from '../../service/refusal.ts';
import { type Handler, pageWithoutIndex } from '../call.ts';
import { chargeRows } from '../charges.ts';
import { pushOf } from '../push.ts';

/** `get query urn:xmpp:mam:2`: what may be asked. */
export const getArchiveForm: Handler = async () => archiveForm();

/** `set query urn:xmpp:mam:2`: what happened since, each change as the push that announced it. */
export const queryArchive: Handler = async (call) => {
  const { ctx, actor, payload, service } = call;
  const filter = readArchiveFilter(payload);
  if (filter === 'unknown') throw notImplemented();
  if (filter === 'bad') throw badRequest();
  const { node, queryid } = payload.attrs;
  const page = pageWithoutIndex(call);
  const { changes, info, complete, read } = await catchUp(ctx, actor, node, page, filter);
  chargeRows(call, read.channels, read.changes);
  for (const { change, at } of changes) {
    call.sendMessage(archiveResult(queryid, change.seq, at, pushOf(change, service)));
  }
  return archiveFin(complete, pageInfo(info));
};
