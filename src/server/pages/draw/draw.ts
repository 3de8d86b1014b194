import { localId } from '../../../protocol/channel.ts';
import { MAX_JID_PART } from '../../../protocol/limits.ts';
import { readWhole } from '../../../protocol/rsm.ts';
import type { Chosen } from '../../../screens/parts/written.tsx';
import { ALL_PLACES } from '../../../screens/place.tsx';
import type { Route } from '../../../screens/route.ts';
import type { Drawn } from '../drawn.ts';
import { isBanned } from '../read/channels.ts';
import { isOurMistake, troubleOf, type Visitor } from '../visitor.ts';
import { DONE } from '../write/write.ts';
import { drawLogin, drawMenu, drawSignedIn, drawSignup, UNTOUCHED } from './account.tsx';
import { drawChannel } from './channel.tsx';
import { drawChannels } from './channels.tsx';
import { drawAppeal, drawComplaints, drawReportPerson, drawReportPost } from './complaints.tsx';
import { drawDesk, drawDeskIncident } from './desk.tsx';
import { drawIncident, drawIncidents, drawReport, drawReportForm } from './incidents.tsx';
import { drawBanned, drawClosed, drawMessage, drawNotIn } from './message.tsx';
import { drawNewTopic } from './new-topic.tsx';
import { drawChannelSettings, drawDeleteChannel, drawNewChannel } from './office.tsx';
import { drawDeleteAccount, drawOwnAccount } from './own-account.tsx';
import { drawMember, drawPeople } from './people.tsx';
import { drawChannelPlace, drawPlaceModerators } from './place-office.tsx';
import { drawEmergency, drawPlace } from './places.tsx';
import { drawProfile } from './profile.tsx';
import { drawProse, drawRules } from './prose.tsx';
import { drawRemovePost } from './remove-post.tsx';
import { drawActivity, drawSearch } from './search.tsx';
import { drawSettings } from './settings.tsx';
import { drawTodo, type TodoPart, todoPartOf } from './todo.tsx';
import { drawChannelLog, drawNotices } from './told.tsx';
import { drawTopic } from './topic.tsx';
import { drawWriteFor } from './write-for.tsx';
import { drawCommentAgain, drawTopicAgain } from './written-again.tsx';

export type ChannelRoute = Extract<Route, { channel: string }>;

/** A verb that is about to be used, and what on, where there are several. */
interface Ask {
  readonly verb: string | null;
  readonly of: string | null;
}

/** Which part of a long list. */
export interface Part {
  /** What somebody is about to do with a post. */
  readonly chosen?: Chosen | null;
  /** What is older than the item of that id. */
  readonly before?: string | undefined;
  /** Where that item stood among topics. */
  readonly at?: number | undefined;
  /** The id of a post that is held back and is to be written anew. */
  readonly again?: string | undefined;
  /** Which part of what waits for a moderator, and what is asked there. */
  readonly todo?: TodoPart;
  /** What is asked there before it is done, and of whom. */
  readonly ask?: Ask;
  /** Whether what the screen is for has just been done. */
  readonly done?: boolean;
  /** Where who signs in or joins goes on. */
  readonly next?: string;
  /** Counted from 1, in lists that have no other order. */
  readonly page?: number | undefined;
}

/** The part that an address asks for. */
export function partOf(query: URLSearchParams): Part {
  const asked = Number(query.get('page') ?? 1);
  const isPage = Number.isSafeInteger(asked) && asked > 0 && asked < 1_000;
  const after = query.get('before') ?? undefined;
  // No id is longer.
  const before = after && after.length <= MAX_JID_PART ? after : undefined;
  const at = readWhole(query.get('at') ?? undefined) ?? undefined;
  const again = localId(query.get('again') ?? '') ?? undefined;
  const page = isPage ? asked : 1;
  const todo = todoPartOf(query);
  const ask = { verb: query.get('ask'), of: query.get('of') };
  return { before, at, again, page, todo, ask, chosen: chosenBy(query), done: query.has(DONE) };
}

/** The screen of an address, or the sentence that says why it cannot be shown. */
export async function draw(visitor: Visitor, route: Route, part: Part = {}): Promise<Drawn> {
  try {
    return await drawRoute(visitor, route, part);
  } catch (error) {
    return drawTrouble(visitor, route, error);
  }
}

async function drawRoute(
  visitor: Visitor,
  route: Route,
  { before, at, again, page = 1, todo, ask, next, chosen = null, done = false }: Part,
): Promise<Drawn> {
  switch (route.screen) {
    case 'channels':
      return drawChannels(visitor, before);
    case 'share':
      return drawChannels(visitor, before, route.text);
    case 'channel':
      return drawChannel(visitor, route.channel, before ? { id: before, at } : undefined);
    case 'topic':
      if (again) return drawCommentAgain(visitor, route, again);
      return drawTopic(visitor, route.channel, route.topic, before, undefined, chosen);
    case 'new-topic':
      if (again) return drawTopicAgain(visitor, route.channel, again);
      return drawNewTopic(visitor, route.channel, { text: route.text ?? '' });
    case 'profile':
      return drawProfile(visitor, route.person, undefined, { asked: ask?.verb ?? null }, done);
    case 'search':
      return drawSearch(visitor, route.words, page);
    case 'activity':
      return drawActivity(visitor, page);
    case 'login':
      if (visitor.me !== null) return drawSignedIn(visitor, visitor.me);
      return drawLogin(visitor, false, { ...UNTOUCHED, next });
    case 'signup':
      if (visitor.me !== null) return drawSignedIn(visitor, visitor.me);
      return drawSignup(visitor, { ...UNTOUCHED, next });
    case 'menu':
      return drawMenu(visitor, done);
    case 'settings':
      return drawSettings(visitor);
    case 'account':
      return drawOwnAccount(visitor, done);
    case 'delete-account':
      return drawDeleteAccount(visitor, done);
    case 'new-channel':
      return drawNewChannel(visitor, route.place);
    case 'channel-settings':
      return drawChannelSettings(visitor, route.channel, done, undefined, {
        asked: ask?.verb ?? null,
      });
    case 'delete-channel':
      return drawDeleteChannel(visitor, route.channel);
    case 'remove-post':
      return drawRemovePost(visitor, route);
    case 'write-for':
      return drawWriteFor(visitor, route);
    case 'people':
      return drawPeople(visitor, route);
    case 'member':
      return drawMember(visitor, route, done, undefined, ask?.verb);
    case 'report-post':
      return drawReportPost(visitor, route);
    case 'report-person':
      return drawReportPerson(visitor, route);
    case 'complaints':
      return drawComplaints(visitor);
    case 'appeal':
      return drawAppeal(visitor, route.act);
    case 'todo':
      return drawTodo(visitor, todo, done);
    case 'report':
      return drawReport(visitor);
    case 'report-about':
      return drawReportForm(visitor, route.about);
    case 'incidents':
      return drawIncidents(visitor, before);
    case 'incident':
      return drawIncident(visitor, route.reference);
    case 'desk':
      return drawDesk(visitor, route.number, before);
    case 'desk-incident':
      return drawDeskIncident(visitor, route.reference, done);
    case 'notices':
      return drawNotices(visitor);
    case 'channel-log':
      return drawChannelLog(visitor, route.channel, before);
    case 'channel-place':
      return drawChannelPlace(visitor, route.channel, route.at ?? '');
    case 'places':
      return drawPlace(visitor, ALL_PLACES);
    case 'place':
      return drawPlace(visitor, route.place, route.words);
    case 'place-moderators':
      return drawPlaceModerators(visitor, route.place, done, undefined, ask?.of);
    case 'emergency':
      return drawEmergency(visitor, '');
    case 'place-emergency':
      return drawEmergency(visitor, route.place);
    case 'rules':
      return drawRules(visitor);
    case 'help':
    case 'about':
      return drawProse(visitor, route.screen);
  }
}

function missing(t: Visitor['t'], route: Route): string {
  if ('person' in route || 'member' in route) return t.noSuchPerson;
  const isOfChannel = 'channel' in route && route.screen !== 'channel-place';
  return isOfChannel ? t.noSuchChannel : t.noSuchPage;
}

/** Says why a page cannot be shown; it says nothing of what it would have shown. */
export async function drawTrouble(visitor: Visitor, route: Route, error: unknown): Promise<Drawn> {
  const { t } = visitor;
  if (isOurMistake(error)) {
    visitor.onMistake(error);
    return drawMessage(visitor, 503, t.troubles['service-away']);
  }
  const trouble = troubleOf(error);
  switch (trouble) {
    case 'not-found':
    case 'topic-gone':
    // What cannot be called so is not there either.
    case 'refused':
      if ('topic' in route) return drawNotIn(visitor, route.channel, t.noSuchTopic);
      if ('item' in route) return drawNotIn(visitor, route.channel, t.troubles['not-found']);
      return drawMessage(visitor, 404, missing(t, route));
    case 'forbidden':
    case 'awaiting-approval':
      if ('channel' in route && (await isBanned(visitor, route.channel).catch(() => false))) {
        return drawBanned(visitor, route.channel);
      }
      return drawClosed(visitor);
    default:
      return drawMessage(visitor, 503, t.troubles[trouble]);
  }
}

/** What somebody is about to do with a post: the links of the topic's screen say it so. */
function chosenBy(query: URLSearchParams): Chosen | null {
  for (const verb of ['reply', 'remove'] as const) {
    const id = localId(query.get(verb) ?? '');
    if (id) return { verb, id };
  }
  return null;
}
