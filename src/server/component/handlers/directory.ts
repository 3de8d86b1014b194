import { parseJid } from '../../../protocol/jid.ts';
import { childText, type Element } from '../../../protocol/xml.ts';
import { directory } from '../../service/lists.ts';
import { badRequest } from '../../service/refusal.ts';
import { type Handler, pageOf } from '../call.ts';
import { channelsAnswer } from './directory-answer.ts';

/** Open group channels, newest activity first; pages turn on positions. */
export const mostActive: Handler = async (call) =>
  channelsAnswer(call, await directory(call.ctx, pageOf(call), readFilter(call.payload)));

/** The domain and the days that are asked for (Buddycloud directory). */
function readFilter(query: Element) {
  const named = childText(query, 'domain')?.trim();
  const period = childText(query, 'period')?.trim();
  const domain = named ? parseJid(named) : undefined;
  if (domain === null) throw badRequest(undefined, 'This is no domain.');
  if (period && !/^[1-9]\d{0,3}$/.test(period)) {
    throw badRequest(undefined, 'A period is a number of days, from 1 to 9999.');
  }
  return { domain: domain?.domain, days: period ? Number(period) : undefined };
}
