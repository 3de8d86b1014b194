import {
  type Incident as Facts,
  INCIDENTS_PAGE,
  incidentRequest,
  incidentSeenRequest,
  incidentsRequest,
  isAbout,
  NO_REPORT,
  type ReportFields,
  readIncidents,
} from '../../../protocol/incident.ts';
import { Incident } from '../../../screens/incident/incident.tsx';
import { Incidents } from '../../../screens/incident/incidents.tsx';
import { Report } from '../../../screens/incident/report.tsx';
import { ReportForm, type ReportProblems } from '../../../screens/incident/report-form.tsx';
import { Message } from '../../../screens/message.tsx';
import { channelTitle } from '../../../screens/name.ts';
import type { Drawn } from '../drawn.ts';
import { readChannels } from '../read/channels.ts';
import { troubleOf, type Visitor } from '../visitor.ts';
import { drawMessage } from './message.tsx';
import { nothing, type PhotoSaid, plainPhoto } from './nothing.ts';

/** What can be reported. */
export function drawReport({ t, notice }: Visitor): Drawn {
  const body = <Report t={t} i={t.incident} notice={notice} />;
  return { status: 200, title: t.reportProblem, takesOver: true, body };
}

/** A report that was not taken, and why. */
export interface RefusedReport {
  readonly fields: ReportFields;
  readonly problems: ReportProblems;
  readonly photo: PhotoSaid;
}

/** Where something broken is reported. */
export async function drawReportForm(
  visitor: Visitor,
  about: string,
  refused?: RefusedReport,
): Promise<Drawn> {
  const { t, notice, me } = visitor;
  if (!isAbout(about)) return drawMessage(visitor, 404, t.noSuchPage);
  const channels = me === null ? [] : await readChannels(visitor);
  const areas = channels
    .filter(({ config }) => config.type !== 'personal')
    .map(({ channel, config }) => [channel, channelTitle(channel, config.title)] as const);
  const hasProblem = Object.values(refused?.problems ?? {}).some(Boolean);
  return {
    status: hasProblem ? 409 : 200,
    title: t.reportProblem,
    takesOver: !refused,
    body: (
      <ReportForm
        t={t}
        i={t.incident}
        notice={notice}
        about={about}
        signedIn={me !== null}
        fields={refused?.fields ?? NO_REPORT}
        areas={areas}
        problems={refused?.problems ?? {}}
        photo={{ ...plainPhoto, ...refused?.photo, hint: t.incident.photoHint }}
        onChange={nothing}
        onSend={nothing}
      />
    ),
  };
}

/** One's own reports, and those for everybody before one of them. */
export async function drawIncidents(visitor: Visitor, before?: string): Promise<Drawn> {
  const { t, notice, now, me } = visitor;
  const ask = async (who: 'own' | 'public') =>
    readIncidents(
      await visitor.ask('get', incidentsRequest(who, who === 'public' ? before : undefined)),
    );
  const [own, open] = [me === null ? null : await ask('own'), await ask('public')];
  const { noneYet, noneOpen } = t.incident;
  return {
    status: 200,
    title: t.incidents,
    takesOver: before === undefined,
    body: (
      <Incidents
        t={t}
        i={t.incident}
        notice={notice}
        now={now}
        own={own}
        open={open}
        hasOlder={open.length === INCIDENTS_PAGE}
        empty={{ own: noneYet, open: noneOpen }}
        onOlder={nothing}
      />
    ),
  };
}

/** The report of that number; `undefined` where the asker may not know of it. */
export async function readIncident(
  visitor: Visitor,
  reference: string,
): Promise<Facts | undefined> {
  try {
    return readIncidents(await visitor.ask('get', incidentRequest(reference)))[0];
  } catch (error) {
    if (troubleOf(error) === 'not-found') return undefined;
    throw error;
  }
}

/** One report; its author has seen what was said to it by reading it here. */
export async function drawIncident(visitor: Visitor, reference: string): Promise<Drawn> {
  const { t, notice, now, domain } = visitor;
  const incident = await readIncident(visitor, reference);
  const title = t.incidents;
  if (!incident) {
    const message = t.incident.noSuch;
    return { status: 404, title, body: <Message {...{ t, notice, title, message }} /> };
  }
  if (incident.news && visitor.isSeen) {
    await visitor.ask('set', incidentSeenRequest(incident.reference, incident.updated));
  }
  return {
    status: 200,
    title: `${t.incident.number} ${incident.reference}`,
    takesOver: true,
    body: (
      <Incident
        t={t}
        i={t.incident}
        notice={notice}
        now={now}
        domain={domain}
        incident={incident}
        photos={{ onTap: visitor.onTap, tapped: [], onShow: nothing }}
      />
    ),
  };
}
