import type { Incident } from '../../protocol/incident.ts';
import { ago } from '../ago.ts';
import { firstLine } from '../first-line.ts';
import { hrefOf } from '../route.ts';
import type { Text } from '../text/en.ts';
import type { IncidentText } from '../text/incident/incident-en.ts';

interface Props {
  readonly t: Text;
  readonly i: IncidentText;
  /** The server's time. */
  readonly now: number;
  readonly incidents: readonly Incident[];
  /** Which screen each leads to. */
  readonly to: 'incident' | 'desk-incident';
}

/** Reports as rows of a list: what, how it stands, its number, where. */
export function IncidentRows({ t, i, now, incidents, to }: Props) {
  return (
    <ul class="rows">
      {incidents.map(({ reference, about, state, news, text, updated, ...incident }) => (
        <li key={reference}>
          <a class="row" href={hrefOf({ screen: to, reference })}>
            <span class="row-title">{i.abouts[about]}</span>{' '}
            {news && <span class="badge">{i.answered}</span>}{' '}
            <span class="row-note">
              {i.states[state]} · {ago(t, updated, now)}
            </span>{' '}
            <span class="row-note">
              {i.number} <span class="whole">{reference}</span>
            </span>{' '}
            <span class="row-note short">{`${incident.where}: ${firstLine(text)}`}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
