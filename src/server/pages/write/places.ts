/** What administrators and owners do with places, by forms. */
import { configChangeForm } from '../../../protocol/config-form.ts';
import { PLACE } from '../../../protocol/config-vars.ts';
import { appointRequest } from '../../../protocol/place-moderators.ts';
import { configureRequest } from '../../../protocol/pubsub.ts';
import { hrefOf, type Route } from '../../../screens/route.ts';
import { drawChannelPlace, drawPlaceModerators } from '../draw/place-office.tsx';
import { tryOut } from './try-out.ts';
import { DONE, type Outcome, type Write } from './write.ts';

/** Lets somebody create channels for a place. */
export async function appoint(write: Write, place: string): Promise<Outcome> {
  const { visitor, field } = write;
  const { t, domain } = visitor;
  const username = field('appointee').trim().toLowerCase();
  if (username === '') return refused(write, place, username, t.troubles.empty);
  const request = appointRequest(place, `${username}@${domain}`, true);
  return conclude(write, place, username, await tryOut(visitor, request));
}

/** Takes that back. */
export async function dismiss(write: Write, place: string): Promise<Outcome> {
  const { visitor, field } = write;
  const request = appointRequest(place, field('jid'), false);
  return conclude(write, place, '', await tryOut(visitor, request));
}

async function conclude(
  write: Write,
  place: string,
  username: string,
  trouble: Awaited<ReturnType<typeof tryOut>>,
): Promise<Outcome> {
  const { t } = write.visitor;
  if (trouble === null) {
    return { goTo: `${hrefOf({ screen: 'place-moderators', place })}?${DONE}` };
  }
  const sentence =
    trouble === 'not-found'
      ? t.noSuchPerson
      : trouble === 'forbidden'
        ? t.office.notAdmin
        : t.troubles[trouble];
  return refused(write, place, username, sentence);
}

async function refused(
  { visitor }: Write,
  place: string,
  username: string,
  problem: string,
): Promise<Outcome> {
  return {
    show: await drawPlaceModerators(visitor, place, false, { fields: { username }, problem }),
  };
}

/** Brings a channel to the place that is looked at. */
export async function putChannel(
  { visitor }: Write,
  { channel, at = '' }: Extract<Route, { screen: 'channel-place' }>,
): Promise<Outcome> {
  const { t } = visitor;
  const form = configChangeForm({ vars: { [PLACE]: at } });
  const trouble = await tryOut(visitor, configureRequest(channel, form));
  if (trouble === null) return { goTo: hrefOf({ screen: 'channel-settings', channel }) };
  const problem = trouble === 'forbidden' ? t.office.notYourPlace : t.troubles[trouble];
  return { show: await drawChannelPlace(visitor, channel, at, problem) };
}
