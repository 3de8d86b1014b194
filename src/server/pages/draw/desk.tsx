import { INCIDENTS_PAGE, incidentsRequest, readIncidents } from '../../../protocol/incident.ts';
import { Desk } from '../../../screens/office/desk.tsx';
import { type DeskAnswer, DeskIncident } from '../../../screens/office/desk-incident.tsx';
import type { Drawn } from '../drawn.ts';
import { readOwnOffice } from '../read/channels.ts';
import type { Visitor } from '../visitor.ts';
import { readIncident } from './incidents.tsx';
import { drawMessage, drawNotTheirs } from './message.tsx';
import { nothing } from './nothing.ts';
import { outcomeOf, type RefusedForm } from './refused-form.ts';

/** What people reported and nobody has settled; the one of that number where one is looked for. */
export async function drawDesk(
  visitor: Visitor,
  number: string | undefined,
  before?: string,
): Promise<Drawn> {
  if (number) return drawDeskIncident(visitor, number, false);
  const { t, notice, now } = visitor;
  if (!(await isAtDesk(visitor))) return drawNotTheirs(visitor, t.desk, t.office.notAtDesk);
  const request = incidentsRequest('desk', before);
  const incidents = readIncidents(await visitor.ask('get', request));
  return {
    status: 200,
    title: t.desk,
    body: (
      <Desk
        t={t}
        o={t.office}
        i={t.incident}
        notice={notice}
        now={now}
        incidents={incidents}
        hasOlder={incidents.length === INCIDENTS_PAGE}
        empty={t.office.nothingLeft}
        typed=""
        onType={nothing}
        onFind={nothing}
        onOlder={nothing}
      />
    ),
  };
}

/** One report for those who deal with it; `saved` says that it has just been answered. */
export async function drawDeskIncident(
  visitor: Visitor,
  reference: string,
  saved: boolean,
  refused?: RefusedForm<DeskAnswer>,
): Promise<Drawn> {
  const { t, notice, now, domain } = visitor;
  if (!(await isAtDesk(visitor))) return drawNotTheirs(visitor, t.desk, t.office.notAtDesk);
  const incident = await readIncident(visitor, reference);
  if (!incident) return drawMessage(visitor, 404, t.incident.noSuch);
  const problem = refused?.problem ?? null;
  return {
    status: problem === null ? 200 : 409,
    title: t.desk,
    body: (
      <DeskIncident
        t={t}
        o={t.office}
        i={t.incident}
        notice={notice}
        now={now}
        domain={domain}
        incident={incident}
        photos={{ onTap: visitor.onTap, tapped: [], onShow: nothing }}
        answer={refused?.fields ?? { state: incident.state, text: '' }}
        busy={false}
        outcome={outcomeOf(problem, saved ? t.saved : null)}
        onChange={nothing}
        onAnswer={nothing}
      />
    ),
  };
}

async function isAtDesk(visitor: Visitor): Promise<boolean> {
  return (await readOwnOffice(visitor)).desk !== undefined;
}
