/** What people told moderators, what those did, and what became of it: for the screens that tell of it. */
import { appealRequest } from '../../src/protocol/appeal.ts';
import { casesRequest, decideCaseRequest, readCases } from '../../src/protocol/case.ts';
import { noticesRequest, readNotices } from '../../src/protocol/notice.ts';
import { publishRequest, retractRequest, subscribeRequest } from '../../src/protocol/pubsub.ts';
import { reportRequest } from '../../src/protocol/report.ts';
import type { Element } from '../../src/protocol/xml.ts';
import { ASKED, LONG, QUIET } from './specimens.ts';

/** Asks the channel service as one person. */
type Ask = (payload: Element, type?: 'get') => Promise<Element>;

const REASON = 'Izilungiselelo nokusebenzisana. Say what happened, and leave the name out of it.';

/** The citizen reports, is let into nothing yet, and had two posts removed: against one they appeal. */
export async function fillBooks(ask: { citizen: Ask; admin: Ask }, citizen: string): Promise<void> {
  const site = citizen.slice(citizen.indexOf('@'));
  const grounds = { rule: 'insult', reason: REASON } as const;
  await ask.citizen(subscribeRequest(ASKED, citizen));
  await ask.citizen(
    reportRequest({ token: 'one', channel: '', person: `sipho.nkosi${site}`, ...grounds }),
  );
  const [asked] = readCases(await ask.admin(casesRequest(), 'get')).cases;
  await ask.admin(decideCaseRequest(asked?.id ?? 0, 'kept', { reason: 'Nobody is named there.' }));
  await ask.citizen(reportRequest({ token: 'two', channel: LONG, item: 'words', ...grounds }));
  await ask.citizen(subscribeRequest(QUIET, citizen));
  for (const id of ['first-removed', 'second-removed']) {
    const text = 'Whoever cut this tree is a thief, and lives in Mango Street.';
    await ask.citizen(publishRequest(QUIET, { id, title: 'Who cut this tree?', text }));
    await ask.admin(retractRequest(QUIET, id, undefined, { rule: 'privacy', reason: REASON }));
  }
  const notices = readNotices(await ask.citizen(noticesRequest(), 'get'));
  const removed = notices.find(({ act }) => act === 'removed');
  await ask.citizen(appealRequest(removed?.about ?? 0, 'I named nobody.'));
}
