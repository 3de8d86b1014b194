import { removePictureElement } from '../../../protocol/upload-slot.ts';
import { hrefOf, type Route } from '../../../screens/route.ts';
import { drawChannelSettings } from '../draw/office.tsx';
import { drawProfile } from '../draw/profile.tsx';
import type { Drawn } from '../drawn.ts';
import { troubleOf, type Visitor } from '../visitor.ts';
import { sendPicture } from './send-picture.ts';
import type { Outcome, Write } from './write.ts';

/** The screens on which a picture is chosen: a person's own profile, and a channel's settings. */
export type PictureRoute = Extract<Route, { person: string }> | ChannelRoute;
interface ChannelRoute {
  readonly screen: 'channel-settings';
  readonly channel: string;
}

/** Shows the picture of the form, where one was chosen, as a channel's; gives what was wrong, as a sentence. */
export async function savePicture(write: Write, channel: string): Promise<string | null> {
  const trouble = write.picture && (await sendPicture(write, { channel, kind: 'avatar' }));
  return trouble && write.visitor.t.troubles[trouble];
}

/** Shows no picture of it any more. */
export async function removePicture({ visitor }: Write, route: PictureRoute): Promise<Outcome> {
  const channel = 'person' in route ? route.person : route.channel;
  try {
    await visitor.askMedia?.('set', removePictureElement(channel, 'avatar'));
  } catch (error) {
    const trouble = troubleOf(error);
    const problem = visitor.t.troubles[trouble];
    if (trouble !== 'not-found') return { show: await drawAround(visitor, route, problem) };
  }
  return { goTo: hrefOf(route) };
}

function drawAround(visitor: Visitor, route: PictureRoute, problem: string): Promise<Drawn> {
  return 'person' in route
    ? drawProfile(visitor, route.person, undefined, { problem })
    : drawChannelSettings(visitor, route.channel, false, undefined, { problem });
}
