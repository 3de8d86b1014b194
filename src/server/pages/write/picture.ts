import { removePictureElement } from '../../../protocol/upload-slot.ts';
import { hrefOf, type Route } from '../../../screens/route.ts';
import { drawChannelSettings } from '../draw/office.tsx';
import { drawProfile } from '../draw/profile.tsx';
import { troubleOf } from '../visitor.ts';
import { sendPicture } from './send-picture.ts';
import type { Outcome, Write } from './write.ts';

/** The screens on which a picture is chosen: a person's own profile, and a channel's settings. */
export type PictureRoute = Extract<Route, { person: string }> | ChannelRoute;
interface ChannelRoute {
  readonly screen: 'channel-settings';
  readonly channel: string;
}

/** Shows the picture of the form as that of the person, or of the channel. */
export async function savePicture(write: Write, route: PictureRoute): Promise<Outcome> {
  const { t } = write.visitor;
  if (!write.picture) return refused(write, route, t.choosePicture);
  const trouble = await sendPicture(write, { channel: channelOf(route), kind: 'avatar' });
  return trouble === null ? { goTo: hrefOf(route) } : refused(write, route, t.troubles[trouble]);
}

/** Shows no picture of it any more. */
export async function removePicture(write: Write, route: PictureRoute): Promise<Outcome> {
  const { askMedia, t } = write.visitor;
  try {
    await askMedia?.('set', removePictureElement(channelOf(route), 'avatar'));
  } catch (error) {
    const trouble = troubleOf(error);
    if (trouble !== 'not-found') return refused(write, route, t.troubles[trouble]);
  }
  return { goTo: hrefOf(route) };
}

const channelOf = (route: PictureRoute) => ('person' in route ? route.person : route.channel);

async function refused({ visitor }: Write, route: PictureRoute, problem: string): Promise<Outcome> {
  const show =
    'person' in route
      ? await drawProfile(visitor, route.person, undefined, { problem })
      : await drawChannelSettings(visitor, route.channel, false, undefined, { problem });
  return { show };
}
