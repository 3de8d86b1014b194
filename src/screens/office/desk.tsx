import type { Incident } from '../../protocol/incident.ts';
import { IncidentRows } from '../incident/incident-rows.tsx';
import { FindForm } from '../parts/find-form.tsx';
import { Frame } from '../parts/frame.tsx';
import { Problem } from '../parts/labelled.tsx';
import { StepLink } from '../parts/step-link.tsx';
import { hrefOf } from '../route.ts';
import type { Text } from '../text/en.ts';
import type { IncidentText } from '../text/incident/incident-en.ts';
import type { OfficeText } from '../text/office/office-en.ts';

export interface DeskProps {
  readonly t: Text;
  readonly o: OfficeText;
  readonly i: IncidentText;
  readonly notice: string | null;
  /** The server's time. */
  readonly now: number;
  /** Those on which something is left to do, newest first. */
  readonly incidents: readonly Incident[];
  readonly hasOlder: boolean;
  /** What to say while there is none. */
  readonly empty: string;
  /** Why no more came, as a sentence; said where they were asked for. */
  readonly problem?: string | null;
  readonly typed: string;
  readonly onType: (typed: string) => void;
  readonly onFind: () => void;
  readonly onOlder: () => void;
}

/** What people reported and nobody has settled, for those who deal with it. */
export function Desk(props: DeskProps) {
  const { t, o, incidents } = props;
  const last = incidents[incidents.length - 1];
  const here = hrefOf({ screen: 'desk' });
  return (
    <Frame t={t} title={t.desk} up={hrefOf({ screen: 'menu' })} notice={props.notice}>
      <FindForm
        t={t}
        label={o.findNumber}
        action={here}
        isNumber
        typed={props.typed}
        onType={props.onType}
        onFind={props.onFind}
      />
      <IncidentRows t={t} i={props.i} now={props.now} incidents={incidents} to="desk-incident" />
      {incidents.length === 0 && <p class="empty">{props.empty}</p>}
      {last && <Problem problem={props.problem} />}
      {last && props.hasOlder && (
        <StepLink
          href={`${here}?before=${last.reference}`}
          label={props.i.older}
          onStep={props.onOlder}
        />
      )}
    </Frame>
  );
}
