/** What people tell moderators of, and ask of them once more, by forms. */
import { appealRequest } from '../../../protocol/appeal.ts';
import { toBare } from '../../../protocol/jid.ts';
import { codePoints, MAX_REASON } from '../../../protocol/limits.ts';
import { RULES } from '../../../protocol/office.ts';
import { type Reported, reportRequest } from '../../../protocol/report.ts';
import type { Element } from '../../../protocol/xml.ts';
import { type Complaint, NO_COMPLAINT } from '../../../screens/complaint/report-form.tsx';
import { hrefOf, type Route } from '../../../screens/route.ts';
import { drawAppeal, drawReportPerson, drawReportPost } from '../draw/complaints.tsx';
import type { Drawn } from '../drawn.ts';
import type { Visitor } from '../visitor.ts';
import { tryOut } from './try-out.ts';
import { type Outcome, typedIn, type Write } from './write.ts';

type PostRoute = Extract<Route, { screen: 'report-post' }>;
type PersonRoute = Extract<Route, { screen: 'report-person' }>;
type AppealRoute = Extract<Route, { screen: 'appeal' }>;

/** What a form says that reports. */
function complaintIn(write: Write): Complaint {
  const { field } = write;
  const rule = RULES.find((known) => known === field('rule')) ?? NO_COMPLAINT.rule;
  return { rule, reason: typedIn(write, 'reason'), in: field('in') };
}

/** The form once more, with what was typed into it. */
export function drawComplaintForm(
  write: Write,
  visitor: Visitor,
  route: PostRoute | PersonRoute | AppealRoute,
  problem: string | null,
): Promise<Drawn> {
  const fields = complaintIn(write);
  switch (route.screen) {
    case 'report-post':
      return drawReportPost(visitor, route, { fields, problem });
    case 'report-person':
      return drawReportPerson(visitor, route, { fields, problem });
    case 'appeal':
      return drawAppeal(visitor, route.act, { fields: fields.reason, problem });
  }
}

/** Reports a post, or a person; the form's own id sees to it that it is done once. */
export function report(write: Write, route: PostRoute | PersonRoute): Promise<Outcome> {
  const { field } = write;
  const fields = complaintIn(write);
  const { rule, reason } = fields;
  const reported: Reported =
    route.screen === 'report-post'
      ? { channel: route.channel, item: route.item }
      : { channel: toBare(fields.in.includes('@') ? fields.in : '') ?? '', person: route.person };
  const request = reportRequest({ ...reported, rule, reason, token: field('id') });
  return send(write, route, reason, request, hrefOf({ screen: 'complaints' }));
}

/** Asks for another look at an act. */
export async function appeal(write: Write, route: AppealRoute): Promise<Outcome> {
  const { reason } = complaintIn(write);
  const act = /^\d{1,15}$/.test(route.act) ? Number(route.act) : 0;
  if (reason === '') {
    const problem = write.visitor.t.troubles.empty;
    return { show: await drawComplaintForm(write, write.visitor, route, problem) };
  }
  return send(write, route, reason, appealRequest(act, reason), hrefOf({ screen: 'notices' }));
}

async function send(
  write: Write,
  route: PostRoute | PersonRoute | AppealRoute,
  words: string,
  request: Element,
  goTo: string,
): Promise<Outcome> {
  const { visitor } = write;
  const { troubles } = visitor.t;
  const again = async (problem: string): Promise<Outcome> => ({
    show: await drawComplaintForm(write, visitor, route, problem),
  });
  if (codePoints(words) > MAX_REASON) return again(troubles['too-long']);
  const trouble = await tryOut(visitor, request);
  return trouble === null ? { goTo } : again(troubles[trouble]);
}
