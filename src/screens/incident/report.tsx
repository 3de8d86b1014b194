import { ABOUT, type About, asksAccount } from '../../protocol/incident.ts';
import { digitKey } from '../parts/digit-key.ts';
import { Frame } from '../parts/frame.tsx';
import { LinkLine } from '../parts/screen-link.tsx';
import { hrefOf } from '../route.ts';
import type { Text } from '../text/en.ts';
import type { IncidentText } from '../text/incident/incident-en.ts';

interface Props {
  readonly t: Text;
  readonly i: IncidentText;
  readonly notice: string | null;
}

const HOME = ABOUT.filter(asksAccount);
const OUTSIDE = ABOUT.filter((about) => !asksAccount(about));

/** What can be reported; each leads to its form. */
export function Report({ t, i, notice }: Props) {
  return (
    <Frame t={t} title={t.reportProblem} up={hrefOf({ screen: 'menu' })} notice={notice}>
      <LinkLine to={{ screen: 'incidents' }} label={i.yours} />
      <h2>{i.atHome}</h2>
      <Rows i={i} abouts={HOME} above={0} />
      <h2>{i.outside}</h2>
      <Rows i={i} abouts={OUTSIDE} above={HOME.length} />
    </Frame>
  );
}

interface RowsProps {
  readonly i: IncidentText;
  readonly abouts: readonly About[];
  /** How many rows stand above these. */
  readonly above: number;
}

function Rows({ i, abouts, above }: RowsProps) {
  return (
    <ul class="rows">
      {abouts.map((about, index) => (
        <li key={about}>
          <a
            class="row"
            href={hrefOf({ screen: 'report-about', about })}
            {...digitKey(above + index)}
          >
            <span class="row-title">{i.abouts[about]}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
