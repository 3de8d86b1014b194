/** What owners and administrators do with a channel, by forms. */
import { ACCESS_MODELS } from '../../../protocol/channel.ts';
import { nameFromTitle } from '../../../protocol/channel-name.ts';
import {
  type ChannelSettings,
  changeTo,
  createdWith,
  HIDE_AFTER_CHOICES,
  isCreated,
  isTooLong,
  NEW_CHANNEL,
  settingsOf,
} from '../../../protocol/channel-settings.ts';
import { configChangeForm } from '../../../protocol/config-form.ts';
import { CLOSED, WRITERS } from '../../../protocol/config-vars.ts';
import { codePoints, MAX_REASON } from '../../../protocol/limits.ts';
import { configureRequest } from '../../../protocol/pubsub.ts';
import { createRequest, deleteRequest } from '../../../protocol/pubsub-owner.ts';
import { suggestedTitle } from '../../../protocol/suggestion.ts';
import type { ServiceTrouble } from '../../../protocol/trouble.ts';
import { hrefOf } from '../../../screens/route.ts';
import type { PictureSaid } from '../draw/nothing.ts';
import { drawChannelSettings, drawDeleteChannel, drawNewChannel } from '../draw/office.tsx';
import { readChannel } from '../read/channel.ts';
import type { Visitor } from '../visitor.ts';
import { savePicture } from './picture.ts';
import { tryOut } from './try-out.ts';
import { DONE, type Outcome, typedIn, type Write } from './write.ts';

/** What a form says of a channel. */
export function settingsIn(write: Write): ChannelSettings {
  const { field } = write;
  const typed = (name: string) => typedIn(write, name);
  const chosen = <T extends string>(name: string, among: readonly T[], otherwise: T) =>
    among.find((choice) => choice === field(name)) ?? otherwise;
  const readers = chosen('readers', ACCESS_MODELS, NEW_CHANNEL.readers);
  return {
    title: typed('title'),
    description: typed('description'),
    notice: typed('notice'),
    noticeUntil: field('notice-until') || NEW_CHANNEL.noticeUntil,
    readers: readers === 'whitelist' ? 'authorize' : readers,
    topicsBy: chosen('topics', WRITERS, NEW_CHANNEL.topicsBy),
    commentsBy: chosen('comments', WRITERS, NEW_CHANNEL.commentsBy),
    firstWaits: field('first-waits') === 'on',
    hideAfter: chosen('hide-after', HIDE_AFTER_CHOICES, NEW_CHANNEL.hideAfter),
  };
}

/** What a form changes of the settings that it was drawn with: others may have changed the rest meanwhile. */
export function changedIn(write: Write): Partial<ChannelSettings> {
  const was = drawnWith(write.field('was'));
  const said = Object.entries(settingsIn(write));
  return Object.fromEntries(said.filter(([name, value]) => was[name] !== value));
}

function drawnWith(text: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {}; // all that such a form says is meant
  }
}

/** Makes a channel, for a place or a subject; its address comes of its title. */
export async function createChannel(write: Write, place = ''): Promise<Outcome> {
  const { visitor } = write;
  const { t, domain } = visitor;
  const fields = settingsIn(write);
  const name = nameFromTitle(fields.title);
  const channel = `${name}@topics.${domain}`;
  const problem = await (async () => {
    if (name === '') return t.office.noTitle;
    if (isTooLong(fields)) return t.troubles['too-long'];
    const request = createRequest(
      channel,
      configChangeForm(createdWith(fields, place, visitor.now)),
    );
    let free = '';
    const trouble = await tryOut(visitor, request, (error) => {
      free = suggestedTitle(error);
    });
    if (trouble === 'forbidden') return t.office.notYourPlace;
    if (trouble !== 'conflict') return trouble && t.troubles[trouble];
    // A form that was sent twice made this very channel.
    return (await isMade(visitor, channel, fields))
      ? null
      : `${t.office.nameTaken} ${free && t.office.isFree(free)}`.trim();
  })();
  if (problem === null) return { goTo: hrefOf({ screen: 'channel', channel }) };
  return { show: await drawNewChannel(visitor, place, { fields, problem }) };
}

async function isMade(
  visitor: Visitor,
  channel: string,
  fields: ChannelSettings,
): Promise<boolean> {
  try {
    const { config, membership } = await readChannel(visitor, channel);
    return membership.affiliation === 'owner' && isCreated(config, fields);
  } catch {
    return false; // one that looks like it was in the way
  }
}

/** Changes what an owner chooses of a channel, its picture too. */
export async function saveChannel(write: Write, channel: string): Promise<Outcome> {
  const { visitor } = write;
  const { t } = visitor;
  const { config } = await readChannel(visitor, channel);
  const fields = { ...settingsOf(config), ...changedIn(write) };
  const again = async (problem: string | null, picture: PictureSaid = {}) => ({
    show: await drawChannelSettings(visitor, channel, false, { fields, problem }, picture),
  });
  const wrong = await savePicture(write, channel);
  if (wrong !== null) return again(null, { problem: wrong });
  const request = configureRequest(channel, configChangeForm(changeTo(fields, visitor.now)));
  const problem =
    fields.title === ''
      ? t.office.noTitle
      : isTooLong(fields)
        ? t.troubles['too-long']
        : sentenceOf(visitor, await tryOut(visitor, request));
  return problem === null ? saved(channel) : again(problem);
}

/** Makes a channel one that can only be read, or opens it again. */
export async function closeChannel(write: Write, channel: string): Promise<Outcome> {
  const { visitor, field } = write;
  const vars = { [CLOSED]: field('closed') === 'true' ? 'true' : '' };
  const request = configureRequest(channel, configChangeForm({ vars }));
  const problem = sentenceOf(visitor, await tryOut(visitor, request));
  if (problem === null) return saved(channel);
  return { show: await drawChannelSettings(visitor, channel, false, { fields: {}, problem }) };
}

/** Deletes a channel with all that is in it. */
export async function deleteChannel(write: Write, channel: string): Promise<Outcome> {
  const { visitor } = write;
  const { t } = visitor;
  const reason = typedIn(write, 'reason');
  const problem =
    reason === ''
      ? t.office.noReason
      : codePoints(reason) > MAX_REASON
        ? t.troubles['too-long']
        : sentenceOf(visitor, await tryOut(visitor, deleteRequest(channel, reason)));
  if (problem === null) return { goTo: hrefOf({ screen: 'channels' }) };
  return { show: await drawDeleteChannel(visitor, channel, { fields: { reason }, problem }) };
}

const saved = (channel: string): Outcome => ({
  goTo: `${hrefOf({ screen: 'channel-settings', channel })}?${DONE}`,
});

function sentenceOf({ t }: Visitor, trouble: ServiceTrouble | null): string | null {
  if (trouble === 'forbidden') return t.office.notYours;
  return trouble && t.troubles[trouble];
}
