import { directoryPost } from '../../../protocol/directory-post.ts';
import { NS } from '../../../protocol/namespaces.ts';
import { pageInfo } from '../../../protocol/rsm.ts';
import { el } from '../../../protocol/xml.ts';
import { findChannels } from '../../service/find-channels.ts';
import { findPosts } from '../../service/find-posts.ts';
import { type Handler, pageOf } from '../call.ts';
import { chargeRows } from '../charges.ts';
import { askedText, foundChannels, wantedNames } from './directory-answer.ts';

/** Open group channels by the words of what they say of themselves. */
export const findByMetadata: Handler = async (call) =>
  foundChannels(call, await findChannels(call.ctx, askedText(call, 'search'), pageOf(call)));

/** Posts of open group channels by their words, newest first. */
export const findByContent: Handler = async (call) => {
  const { ctx, actor, payload, service } = call;
  const found = await findPosts(ctx, actor, askedText(call, 'search'), pageOf(call));
  chargeRows(call, found.read);
  const { rows, info, since } = found;
  const names = wantedNames(payload);
  return el(
    NS.CONTENT_QUERY,
    'query',
    {},
    ...rows.map((item) => directoryPost(item, service, names)),
    since === undefined ? undefined : el(NS.SEARCHED, 'searched', { since }),
    pageInfo(info),
  );
};
