import { domainOf } from '../../../protocol/jid.ts';
import { nameOf } from '../../../screens/name.ts';
import { avatarField } from '../../../screens/parts/picture-form.tsx';
import { Profile, type Told } from '../../../screens/profile.tsx';
import type { Drawn } from '../drawn.ts';
import { readProfile } from '../read/profile.ts';
import type { Visitor } from '../visitor.ts';
import { noPicking, nothing, type PictureSaid } from './nothing.ts';

/** What a person wants to tell of themselves, and what was wrong with it, as a sentence. */
export interface ToldNow {
  readonly told: Told;
  readonly problem: string | null;
}

/** Who somebody is; for oneself, with the form to tell it, and whether that was just `saved`. */
export async function drawProfile(
  visitor: Visitor,
  person: string,
  refused?: ToldNow,
  picture: PictureSaid = {},
  saved = false,
): Promise<Drawn> {
  const { t, me, domain } = visitor;
  const { told, since, avatar, followed } = await readProfile(visitor, person);
  const problem = refused?.problem;
  const said = problem ?? (saved ? t.saved : null);
  const outcome = said === null ? null : { saved: !problem, sentence: said };
  const verbs = {
    ...{ onName: nothing, onAbout: nothing, onStatus: nothing },
    ...{ onShowsFollowed: nothing, onSave: nothing },
  };
  const beside = avatarField(t, picture.problem);
  const form = { ...(refused?.told ?? told), beside, busy: false, outcome, ...verbs };
  return {
    status: problem || picture.problem ? 409 : 200,
    title: told.name || nameOf(person, domain, t),
    shows: [person],
    takesOver: true,
    body: (
      <Profile
        t={t}
        notice={visitor.notice}
        domain={domain}
        person={person}
        told={told}
        avatar={avatar}
        // Another site's word for it is not ours to give.
        since={domainOf(person) === domain ? since : ''}
        followed={followed}
        mayReport={me !== null && me !== person}
        empty=""
        picture={me === person ? { ...noPicking, asked: picture.asked ?? null } : null}
        form={me === person ? form : null}
      />
    ),
  };
}
