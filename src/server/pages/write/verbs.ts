import { hrefOf } from '../../../screens/route.ts';
import { textSizeOf } from '../look.ts';
import { acceptRules } from './accept-rules.ts';
import type { Entrance } from './account.ts';
import { join, signIn } from './account.ts';
import { changePassword } from './change-password.ts';
import { appeal, report } from './complaints.ts';
import { deleteAccount, deletedBefore } from './delete-account.ts';
import { downloadData } from './download-data.ts';
import { changeFollowing } from './following.ts';
import { answer, reportIncident } from './incidents.ts';
import { askForPhoto, askToSignIn } from './kept.ts';
import { markRead } from './mark-read.ts';
import { closeChannel, createChannel, deleteChannel, saveChannel } from './office.ts';
import { answerAll, letIn, setRole } from './people.ts';
import { removePicture } from './picture.ts';
import { appoint, dismiss, putChannel } from './places.ts';
import { comment, post, writeFor } from './post.ts';
import { remove } from './remove.ts';
import { removeByOffice } from './remove-by-office.ts';
import { saveProfile } from './save-profile.ts';
import { seeNotices } from './see-notices.ts';
import { signOutEverywhere } from './sign-out-everywhere.ts';
import { takeBack } from './take-back.ts';
import { actOnTodo } from './todo.ts';
import { DONE, type Outcome, type Write } from './write.ts';

/**
 * Does what a form asks for; `null` where the form is none of that screen. A person's verbs ask who
 * is not signed in (any more) to sign in first.
 */
export async function doVerb(write: Write, entrance: Entrance): Promise<Outcome | null> {
  const { route, visitor } = write;
  const verb = write.field('verb');
  switch (`${route.screen} ${verb}`) {
    case 'login sign-in':
      return signIn(write, entrance);
    case 'signup join':
      return join(write, entrance);
    case 'menu sign-out':
      return { goTo: `${hrefOf(route)}?${DONE}`, leave: true };
    case 'settings text-size':
      return changeTextSize(write);
    case 'settings on-tap':
      return { goTo: hrefOf(route), onTap: write.field('on') === 'true' };
  }
  const own = personsVerb(write, verb, entrance);
  if (!own) return null;
  const done = verb === 'delete-account' ? await deletedBefore(write, entrance) : null;
  if (done) return done;
  if (visitor.me === null) return askToSignIn(write, hrefOf(route));
  return (await askForPhoto(write)) ?? own();
}

function personsVerb(
  write: Write,
  verb: string,
  entrance: Entrance,
): (() => Promise<Outcome>) | null {
  const { route } = write;
  switch (route.screen) {
    case 'topic':
      if (verb === 'remove') return () => remove(write, route);
      if (verb === 'take-back') return () => takeBack(write, route);
      return verb === 'comment' ? () => comment(write, route) : null;
    case 'new-topic':
      return verb === 'post' ? () => post(write, route.channel) : null;
    case 'write-for':
      return verb === 'write-for' ? () => writeFor(write, route) : null;
    case 'profile':
      // Of whom nobody knows who it is, the name is asked first.
      if (write.visitor.me !== null && route.person !== write.visitor.me) return null;
      if (verb === 'save-profile') return () => saveProfile(write, route.person);
      return verb === 'remove-picture' ? () => removePicture(write, route) : null;
    case 'account':
      if (verb === 'sign-out-everywhere') return () => signOutEverywhere(write);
      if (verb === 'download-data') return () => downloadData(write);
      return verb === 'change-password' ? () => changePassword(write, entrance) : null;
    case 'delete-account':
      return verb === 'delete-account' ? () => deleteAccount(write, entrance) : null;
    case 'new-channel':
      return verb === 'create-channel' ? () => createChannel(write, route.place) : null;
    case 'channel-place':
      return verb === 'put-channel' ? () => putChannel(write, route) : null;
    case 'place-moderators':
      if (verb === 'dismiss') return () => dismiss(write, route.place);
      return verb === 'appoint' ? () => appoint(write, route.place) : null;
    case 'channel-settings':
      if (verb === 'close-channel') return () => closeChannel(write, route.channel);
      if (verb === 'save-channel') return () => saveChannel(write, route.channel);
      if (verb !== 'remove-picture') return null;
      return () => removePicture(write, { screen: 'channel-settings', channel: route.channel });
    case 'delete-channel':
      return verb === 'delete-channel' ? () => deleteChannel(write, route.channel) : null;
    case 'people':
      return verb === 'answer-all' ? () => answerAll(write, route) : null;
    case 'member':
      if (verb === 'let-in') return () => letIn(write, route, true);
      if (verb === 'keep-out') return () => letIn(write, route, false);
      return verb === 'set-role' ? () => setRole(write, route) : null;
    case 'remove-post':
      return verb === 'remove-post' ? () => removeByOffice(write, route) : null;
    case 'report-post':
    case 'report-person':
      return verb === 'report' ? () => report(write, route) : null;
    case 'appeal':
      return verb === 'appeal' ? () => appeal(write, route) : null;
    case 'rules':
      return verb === 'accept-rules' ? () => acceptRules(write) : null;
    case 'report-about':
      return verb === 'report' ? () => reportIncident(write, route.about) : null;
    case 'desk-incident':
      return verb === 'answer' ? () => answer(write, route.reference) : null;
    case 'notices':
      return verb === 'seen' ? () => seeNotices(write) : null;
    case 'todo':
      return () => actOnTodo(write);
    case 'channels':
      return verb === 'mark-read' ? () => markRead(write) : null;
    case 'channel':
      if (verb === 'mark-read') return () => markRead(write, route.channel);
      if (verb === 'take-back') return () => takeBack(write, route);
      return verb === 'follow' || verb === 'unfollow'
        ? () => changeFollowing(write, route.channel, verb)
        : null;
    default:
      return null;
  }
}

function changeTextSize({ route, field }: Write): Outcome | null {
  const textSize = textSizeOf(field('size'));
  return textSize === null ? null : { goTo: hrefOf(route), textSize };
}
