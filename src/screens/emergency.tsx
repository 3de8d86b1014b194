import type { EmergencyGroup } from '../protocol/emergency.ts';
import { Frame } from './parts/frame.tsx';
import { Row } from './parts/row.tsx';
import { LinkLine } from './parts/screen-link.tsx';
import { hrefOf } from './route.ts';
import type { Text } from './text/en.ts';

export interface EmergencyProps {
  readonly t: Text;
  readonly notice: string | null;
  readonly groups: readonly EmergencyGroup[];
  /** What to say while there is no number. */
  readonly empty: string;
}

/** Whom to phone: each number is one press. */
export function Emergency({ t, notice, groups, empty }: EmergencyProps) {
  return (
    <Frame t={t} title={t.emergency} up={hrefOf({ screen: 'menu' })} notice={notice}>
      {groups.length === 0 ? (
        <p class="empty">{empty}</p>
      ) : (
        <p class="lead hint">{t.emergencyIntro}</p>
      )}
      {groups.map(({ place, numbers }) => (
        <section key={place}>
          {place !== '' && <h2>{place}</h2>}
          <ul class="rows">
            {numbers.map(({ number, name }) => (
              <Row key={number} to={`tel:${number.replace(/ /g, '')}`} label={number} note={name} />
            ))}
          </ul>
        </section>
      ))}
      <LinkLine to={{ screen: 'places' }} label={t.places} />
    </Frame>
  );
}
