import { noticesRequest, readNotices } from '../../../protocol/notice.ts';
import { ownReportsRequest, readOwnReports } from '../../../protocol/own-reports.ts';
import { AppealForm } from '../../../screens/complaint/appeal-form.tsx';
import { Complaints } from '../../../screens/complaint/complaints.tsx';
import {
  type Complaint,
  NO_COMPLAINT,
  ReportForm,
} from '../../../screens/complaint/report-form.tsx';
import { channelTitle, nameOf } from '../../../screens/name.ts';
import { mayAppeal } from '../../../screens/notices.tsx';
import { hrefOf, type Route } from '../../../screens/route.ts';
import type { Drawn } from '../drawn.ts';
import { readOwn } from '../read/channels.ts';
import { readItem } from '../read/items.ts';
import type { Visitor } from '../visitor.ts';
import { drawForReader, drawMessage } from './message.tsx';
import { nothing } from './nothing.ts';
import { outcomeOf, type RefusedForm } from './refused-form.ts';

const verbs = { busy: false, onChange: nothing, onReport: nothing };

/** Where a post is reported to the moderators of its channel. */
export async function drawReportPost(
  visitor: Visitor,
  { channel, item }: Extract<Route, { screen: 'report-post' }>,
  refused?: RefusedForm<Complaint>,
): Promise<Drawn> {
  const { t, notice, domain, me } = visitor;
  if (me === null) return drawForReader(visitor, t.rare.reportPost);
  const post = await readItem(visitor, channel, item);
  if (!post) return drawMessage(visitor, 404, t.troubles['not-found']);
  return {
    status: refused?.problem ? 409 : 200,
    title: t.rare.reportPost,
    body: (
      <ReportForm
        {...{ t, r: t.rare, notice, post, places: [], ...verbs }}
        name={nameOf(post.author, domain, t)}
        up={hrefOf({ screen: 'topic', channel, topic: post.parent ?? item })}
        action={hrefOf({ screen: 'report-post', channel, item })}
        complaint={refused?.fields ?? NO_COMPLAINT}
        outcome={outcomeOf(refused?.problem)}
      />
    ),
  };
}

/** Where a person is reported, to the moderators of where they were met. */
export async function drawReportPerson(
  visitor: Visitor,
  { person }: Extract<Route, { screen: 'report-person' }>,
  refused?: RefusedForm<Complaint>,
): Promise<Drawn> {
  const { t, notice, domain, me } = visitor;
  const name = nameOf(person, domain, t);
  if (me === null) return drawForReader(visitor, t.rare.reportPerson(name));
  const followed = (await readOwn(visitor, 'standing')).filter(
    ({ membership, config }) =>
      membership.subscription === 'subscribed' && config.type !== 'personal',
  );
  return {
    status: refused?.problem ? 409 : 200,
    title: t.rare.reportPerson(name),
    body: (
      <ReportForm
        {...{ t, r: t.rare, notice, name, post: null, ...verbs }}
        places={followed.map(({ channel, config }) => ({
          ...{ channel, title: channelTitle(channel, config.title) },
        }))}
        up={hrefOf({ screen: 'profile', person })}
        action={hrefOf({ screen: 'report-person', person })}
        complaint={refused?.fields ?? NO_COMPLAINT}
        outcome={outcomeOf(refused?.problem)}
      />
    ),
  };
}

/** What the person reported to moderators, and what became of it. */
export async function drawComplaints(visitor: Visitor): Promise<Drawn> {
  const { t, notice, domain, me, now } = visitor;
  if (me === null) return drawForReader(visitor, t.rare.myReports);
  const reports = readOwnReports(await visitor.ask('get', ownReportsRequest()));
  return {
    status: 200,
    title: t.rare.myReports,
    body: (
      <Complaints
        {...{ t, r: t.rare, notice, domain, now, reports, unsent: [] }}
        empty={t.rare.none}
        problem={null}
        onRetry={nothing}
        onDiscard={nothing}
      />
    ),
  };
}

/** Where somebody asks for another look at an act of that number. */
export async function drawAppeal(
  visitor: Visitor,
  act: string,
  refused?: RefusedForm<string>,
): Promise<Drawn> {
  const { t, notice, me } = visitor;
  if (me === null) return drawForReader(visitor, t.rare.appeal);
  const notices = readNotices(await visitor.ask('get', noticesRequest()));
  const told = notices.filter(mayAppeal).find(({ about }) => String(about) === act);
  if (!told) return drawMessage(visitor, 404, t.troubles['not-found']);
  return {
    status: refused?.problem ? 409 : 200,
    title: t.rare.appeal,
    body: (
      <AppealForm
        {...{ t, r: t.rare, notice, told, busy: false }}
        reason={refused?.fields ?? ''}
        outcome={outcomeOf(refused?.problem)}
        onReason={nothing}
        onAppeal={nothing}
      />
    ),
  };
}
