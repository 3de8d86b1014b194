import { randomUUID } from 'node:crypto';
import { configChangeForm } from '../../../protocol/config-form.ts';
import { SHOWS_FOLLOWED } from '../../../protocol/config-vars.ts';
import { codePoints, MAX_DESCRIPTION, MAX_TEXT, MAX_TITLE } from '../../../protocol/limits.ts';
import {
  configureRequest,
  publishRequest,
  retractRequest,
  STATUS,
} from '../../../protocol/pubsub.ts';
import type { Told } from '../../../screens/profile.tsx';
import { hrefOf } from '../../../screens/route.ts';
import { drawProfile } from '../draw/profile.tsx';
import { readStatuses } from '../read/profile.ts';
import { troubleOf, type Visitor } from '../visitor.ts';
import { savePicture } from './picture.ts';
import { DONE, type Outcome, typedIn, type Write } from './write.ts';

/** What a form tells of oneself. */
export function toldIn(write: Write): Told {
  const { field } = write;
  const typed = (name: string) => typedIn(write, name);
  return {
    ...{ name: typed('name'), about: typed('about'), status: typed('status') },
    showsFollowed: field('shows-followed') !== '',
  };
}

/** Tells of oneself what the form says, and shows its picture. */
export async function saveProfile(write: Write, person: string): Promise<Outcome> {
  const { visitor } = write;
  const told = toldIn(write);
  const wrong = await savePicture(write, person);
  if (wrong !== null) {
    return {
      show: await drawProfile(visitor, person, { told, problem: null }, { problem: wrong }),
    };
  }
  const trouble = await save(visitor, person, told);
  if (trouble === null) return { goTo: `${hrefOf({ screen: 'profile', person })}?${DONE}` };
  const problem = visitor.t.troubles[trouble];
  return { show: await drawProfile(visitor, person, { told, problem }) };
}

async function save(visitor: Visitor, person: string, told: Told) {
  const { name, about, status } = told;
  const tooLong =
    codePoints(name) > MAX_TITLE ||
    codePoints(about) > MAX_DESCRIPTION ||
    codePoints(status) > MAX_TEXT;
  if (tooLong) return 'too-long';
  const vars = { [SHOWS_FOLLOWED]: told.showsFollowed ? 'true' : '' };
  const change = configChangeForm({ title: name, description: about, vars });
  try {
    const old = await readStatuses(visitor, person);
    await visitor.ask('set', configureRequest(person, change));
    if (status === (old[0]?.text ?? '')) return null;
    const draft = { id: randomUUID(), text: status };
    if (status !== '') await visitor.ask('set', publishRequest(person, draft, STATUS));
    // A status takes the place of the one before, so that none means none.
    for (const { id } of old) await visitor.ask('set', retractRequest(person, id, STATUS));
    return null;
  } catch (error) {
    return troubleOf(error);
  }
}
