import type { ComponentChildren } from 'preact';
import type { Incident } from '../../protocol/incident.ts';
import { Frame } from '../parts/frame.tsx';
import { Problem } from '../parts/labelled.tsx';
import { LinkLine } from '../parts/screen-link.tsx';
import { StepLink } from '../parts/step-link.tsx';
import { hrefOf } from '../route.ts';
import type { Text } from '../text/en.ts';
import type { IncidentText } from '../text/incident/incident-en.ts';
import { IncidentRows } from './incident-rows.tsx';

export interface IncidentsProps {
  readonly t: Text;
  readonly i: IncidentText;
  readonly notice: string | null;
  /** The server's time. */
  readonly now: number;
  /** The person's own; `null` for who has no account. */
  readonly own: readonly Incident[] | null;
  /** What waits on this phone, as rows; the app's alone. */
  readonly unsent?: ComponentChildren;
  /** Those that everybody may read. */
  readonly open: readonly Incident[];
  readonly hasOlder: boolean;
  /** What to say while there is no own one, and none for everybody. */
  readonly empty: { readonly own: string; readonly open: string };
  /** Why no more came, as a sentence; said where they were asked for. */
  readonly problem?: string | null;
  readonly onOlder: () => void;
}

/** What one has reported, and what everybody may read of others' reports. */
export function Incidents(props: IncidentsProps) {
  const { t, i, now, own, empty } = props;
  const isOwn = new Set(own?.map(({ reference }) => reference));
  const open = props.open.filter(({ reference }) => !isOwn.has(reference));
  const last = props.open[props.open.length - 1];
  const here = hrefOf({ screen: 'incidents' });
  return (
    <Frame t={t} title={t.incidents} up={hrefOf({ screen: 'menu' })} notice={props.notice}>
      <LinkLine to={{ screen: 'report' }} label={t.reportProblem} />
      {own && (
        <>
          <h2>{i.yours}</h2>
          {props.unsent}
          <IncidentRows t={t} i={i} now={now} incidents={own} to="incident" />
          {own.length === 0 && !props.unsent && <p class="empty">{empty.own}</p>}
        </>
      )}
      <h2>{i.ofAll}</h2>
      <IncidentRows t={t} i={i} now={now} incidents={open} to="incident" />
      {open.length === 0 && <p class="empty">{empty.open}</p>}
      {last && <Problem problem={props.problem} />}
      {last && props.hasOlder && (
        <StepLink
          href={`${here}?before=${last.reference}`}
          label={i.older}
          onStep={props.onOlder}
        />
      )}
    </Frame>
  );
}
