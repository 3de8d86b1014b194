import { NS } from '../../protocol/namespaces.ts';
import { getAffiliations, setNodeAffiliations } from './handlers/affiliations.ts';
import { getAppeals, setAppeal, setAppealDecided } from './handlers/appeals.ts';
import { getArchiveForm, queryArchive } from './handlers/archive.ts';
import { getChannelLog } from './handlers/channel-log.ts';
import { getConfiguration, setConfiguration } from './handlers/configure.ts';
import { createNode } from './handlers/create.ts';
import { deleteNode } from './handlers/delete.ts';
import { mostActive } from './handlers/directory.ts';
import { findByContent, findByMetadata } from './handlers/directory-search.ts';
import { channelsInfo, topicsInfo } from './handlers/disco-info.ts';
import { channelsItems, topicsItems } from './handlers/disco-items.ts';
import { getFollowed } from './handlers/followed.ts';
import {
  getIncident,
  getIncidents,
  setAnswer,
  setIncident,
  setIncidentSeen,
} from './handlers/incidents.ts';
import { getItems } from './handlers/items.ts';
import { findNearby } from './handlers/nearby-channels.ts';
import { getNotices, setNoticesSeen } from './handlers/notices.ts';
import { getPeople } from './handlers/people.ts';
import { ping } from './handlers/ping.ts';
import {
  getEmergency,
  getPlace,
  getPlaceModerators,
  setPlaceModerators,
} from './handlers/places.ts';
import { publishItem } from './handlers/publish.ts';
import { getReading, markAsRead } from './handlers/reading.ts';
import { getRecentItems, getUserItems } from './handlers/recent-items.ts';
import { registerPerson } from './handlers/register.ts';
import { getReplies } from './handlers/replies.ts';
import { getCases, getOwnReports, setCase, setReport } from './handlers/reports.ts';
import { retractItems } from './handlers/retract.ts';
import { setRulesAccepted } from './handlers/rules.ts';
import { getSearchForm, searchChannels } from './handlers/search.ts';
import { subscribeNode, unsubscribeNode } from './handlers/subscribe.ts';
import { getSubscriptions, setNodeSubscriptions } from './handlers/subscriptions.ts';
import { getSubscriptionsWithConfiguration } from './handlers/subscriptions-with-configuration.ts';
import { findRecommended, findSimilar } from './handlers/suggested-channels.ts';
import { getThread, getThreads } from './handlers/thread.ts';
import { getWaiting } from './handlers/waiting.ts';
import { approve, getQueue, getWithheld, refuse, takeBackPost } from './handlers/withheld.ts';
import { type Routes, routeKey } from './router.ts';

/** What the channel service answers, one line for each question. */
export const CHANNELS_ROUTES: Routes = {
  [routeKey('get', NS.DISCO_INFO, 'query')]: channelsInfo,
  [routeKey('get', NS.DISCO_ITEMS, 'query')]: channelsItems,
  [routeKey('get', NS.PING, 'ping')]: ping,
  [routeKey('set', NS.REGISTER, 'query')]: registerPerson,
  [routeKey('get', NS.SEARCH, 'query')]: getSearchForm,
  [routeKey('set', NS.SEARCH, 'query')]: searchChannels,
  [routeKey('get', NS.MOST_ACTIVE, 'query')]: mostActive,
  [routeKey('get', NS.METADATA_QUERY, 'query')]: findByMetadata,
  [routeKey('get', NS.CONTENT_QUERY, 'query')]: findByContent,
  [routeKey('get', NS.NEARBY_QUERY, 'query')]: findNearby,
  [routeKey('get', NS.SIMILAR_CHANNELS, 'query')]: findSimilar,
  [routeKey('get', NS.RECOMMENDATION_QUERY, 'query')]: findRecommended,
  [routeKey('get', NS.MAM, 'query')]: getArchiveForm,
  [routeKey('set', NS.MAM, 'query')]: queryArchive,
  [routeKey('get', NS.READ, 'reading')]: getReading,
  [routeKey('set', NS.READ, 'read')]: markAsRead,
  [routeKey('get', NS.OFFICE, 'notices')]: getNotices,
  [routeKey('set', NS.OFFICE, 'notices')]: setNoticesSeen,
  [routeKey('get', NS.OFFICE, 'withheld')]: getWithheld,
  [routeKey('get', NS.OFFICE, 'waiting')]: getWaiting,
  [routeKey('get', NS.OFFICE, 'queue')]: getQueue,
  [routeKey('set', NS.OFFICE, 'approve')]: approve,
  [routeKey('set', NS.OFFICE, 'refuse')]: refuse,
  [routeKey('set', NS.OFFICE, 'take-back')]: takeBackPost,
  [routeKey('get', NS.OFFICE, 'log')]: getChannelLog,
  [routeKey('set', NS.OFFICE, 'incident')]: setIncident,
  [routeKey('get', NS.OFFICE, 'incident')]: getIncident,
  [routeKey('get', NS.OFFICE, 'incidents')]: getIncidents,
  [routeKey('set', NS.OFFICE, 'incidents')]: setIncidentSeen,
  [routeKey('set', NS.OFFICE, 'answer')]: setAnswer,
  [routeKey('set', NS.OFFICE, 'report')]: setReport,
  [routeKey('get', NS.OFFICE, 'reports')]: getOwnReports,
  [routeKey('get', NS.OFFICE, 'cases')]: getCases,
  [routeKey('set', NS.OFFICE, 'case')]: setCase,
  [routeKey('set', NS.OFFICE, 'appeal')]: setAppeal,
  [routeKey('get', NS.OFFICE, 'appeals')]: getAppeals,
  [routeKey('set', NS.OFFICE, 'appeals')]: setAppealDecided,
  [routeKey('set', NS.ACCOUNT, 'rules')]: setRulesAccepted,
  [routeKey('get', NS.ACCOUNT, 'followed')]: getFollowed,
  [routeKey('get', NS.OFFICE, 'people')]: getPeople,
  [routeKey('get', NS.PLACE, 'place')]: getPlace,
  [routeKey('get', NS.PLACE, 'emergency')]: getEmergency,
  [routeKey('get', NS.PLACE, 'moderators')]: getPlaceModerators,
  [routeKey('set', NS.PLACE, 'moderators')]: setPlaceModerators,
  [routeKey('set', NS.PUBSUB, 'create')]: createNode,
  [routeKey('set', NS.PUBSUB, 'publish')]: publishItem,
  [routeKey('set', NS.PUBSUB, 'retract')]: retractItems,
  [routeKey('set', NS.PUBSUB, 'subscribe')]: subscribeNode,
  [routeKey('set', NS.PUBSUB, 'unsubscribe')]: unsubscribeNode,
  [routeKey('get', NS.PUBSUB, 'items')]: getItems,
  [routeKey('get', NS.BUDDYCLOUD, 'replies')]: getReplies,
  [routeKey('get', NS.BUDDYCLOUD, 'thread')]: getThread,
  [routeKey('get', NS.PUBSUB, 'threads')]: getThreads,
  [routeKey('get', NS.BUDDYCLOUD, 'recent-items')]: getRecentItems,
  [routeKey('get', NS.BUDDYCLOUD, 'user-items')]: getUserItems,
  [routeKey('get', NS.PUBSUB, 'subscriptions')]: getSubscriptions,
  [routeKey('get', NS.PUBSUB_OWNER, 'subscriptions')]: getSubscriptions,
  [routeKey('set', NS.PUBSUB_OWNER, 'subscriptions')]: setNodeSubscriptions,
  [routeKey('get', NS.PUBSUB, 'affiliations')]: getAffiliations,
  [routeKey('get', NS.PUBSUB_OWNER, 'affiliations')]: getAffiliations,
  [routeKey('set', NS.PUBSUB_OWNER, 'affiliations')]: setNodeAffiliations,
  [routeKey('get', NS.BUDDYCLOUD, 'subscriptions-with-configuration')]:
    getSubscriptionsWithConfiguration,
  [routeKey('set', NS.PUBSUB_OWNER, 'delete')]: deleteNode,
  [routeKey('get', NS.PUBSUB_OWNER, 'configure')]: getConfiguration,
  [routeKey('set', NS.PUBSUB_OWNER, 'configure')]: setConfiguration,
};

/** What the domain of group channels answers: only where the service is. */
export const TOPICS_ROUTES: Routes = {
  [routeKey('get', NS.DISCO_INFO, 'query')]: topicsInfo,
  [routeKey('get', NS.DISCO_ITEMS, 'query')]: topicsItems,
  [routeKey('get', NS.PING, 'ping')]: ping,
};
