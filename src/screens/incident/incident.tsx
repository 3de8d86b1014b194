import type { Incident as Facts } from '../../protocol/incident.ts';
import { Frame } from '../parts/frame.tsx';
import { Problem } from '../parts/labelled.tsx';
import type { PhotosShown } from '../parts/photos.tsx';
import { hrefOf } from '../route.ts';
import type { Text } from '../text/en.ts';
import type { IncidentText } from '../text/incident/incident-en.ts';
import { IncidentFacts } from './incident-facts.tsx';

export interface IncidentProps {
  readonly t: Text;
  readonly i: IncidentText;
  readonly notice: string | null;
  /** The server's time. */
  readonly now: number;
  readonly domain: string;
  readonly incident: Facts;
  readonly photos: PhotosShown;
  /** Why it is as it was told before, as a sentence. */
  readonly problem?: string | null;
}

/** One report: how it stands, and what an office said to it. */
export function Incident(props: IncidentProps) {
  const { t, i, incident } = props;
  return (
    <Frame
      t={t}
      title={i.abouts[incident.about]}
      place={t.incidents}
      up={hrefOf({ screen: 'incidents' })}
      notice={props.notice}
    >
      <Problem problem={props.problem} />
      <IncidentFacts {...props} />
      {incident.author !== '' && <p class="hint lead">{incident.open ? i.openToAll : i.notOpen}</p>}
    </Frame>
  );
}
