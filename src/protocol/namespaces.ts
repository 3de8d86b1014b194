/**
 * Every XML namespace that is spoken, with the document that defines it. Each is a constant of its own,
 * so that a phone loads none that it does not speak; one writes `NS.PUBSUB`.
 */
export * as NS from './namespaces.ts';

/** RFC 6120: stanzas on a client's stream. Both ends hold stanzas in this namespace. */
export const CLIENT = 'jabber:client';
/** XEP-0114: stanzas on a component's stream. */
export const COMPONENT = 'jabber:component:accept';
/** RFC 6120, 4.8.5 and 4.9. */
export const STREAMS = 'http://etherx.jabber.org/streams';
/** RFC 7395: what opens and closes a stream on a WebSocket. */
export const FRAMING = 'urn:ietf:params:xml:ns:xmpp-framing';
/** RFC 6120, 6 and 7. */
export const SASL = 'urn:ietf:params:xml:ns:xmpp-sasl';
export const BIND = 'urn:ietf:params:xml:ns:xmpp-bind';
/** XEP-0388. */
export const SASL2 = 'urn:xmpp:sasl:2';
/** XEP-0386. */
export const BIND2 = 'urn:xmpp:bind:0';
/** XEP-0484. */
export const FAST = 'urn:xmpp:fast:0';
/** XEP-0198. */
export const STREAM_MANAGEMENT = 'urn:xmpp:sm:3';
/** XEP-0124. */
export const BOSH = 'http://jabber.org/protocol/httpbind';
/** XEP-0206. */
export const XMPP_BOSH = 'urn:xmpp:xbosh';
/** RFC 6120, 8.3. */
export const STANZA_ERRORS = 'urn:ietf:params:xml:ns:xmpp-stanzas';
/** XEP-0030. */
export const DISCO_INFO = 'http://jabber.org/protocol/disco#info';
export const DISCO_ITEMS = 'http://jabber.org/protocol/disco#items';
/** XEP-0033. */
export const ADDRESS = 'http://jabber.org/protocol/address';
/** XEP-0004. */
export const DATA = 'jabber:x:data';
/** XEP-0059. */
export const RSM = 'http://jabber.org/protocol/rsm';
/** XEP-0055. */
export const SEARCH = 'jabber:iq:search';
/** XEP-0060. */
export const PUBSUB = 'http://jabber.org/protocol/pubsub';
export const PUBSUB_OWNER = 'http://jabber.org/protocol/pubsub#owner';
export const PUBSUB_EVENT = 'http://jabber.org/protocol/pubsub#event';
export const PUBSUB_ERRORS = 'http://jabber.org/protocol/pubsub#errors';
/** XEP-0077. */
export const REGISTER = 'jabber:iq:register';
/** XEP-0082 dates are strings; XEP-0203 carries one. */
export const DELAY = 'urn:xmpp:delay';
/** XEP-0080. */
export const GEOLOC = 'http://jabber.org/protocol/geoloc';
/** XEP-0070. */
export const HTTP_AUTH = 'http://jabber.org/protocol/http-auth';
/** XEP-0363. */
export const HTTP_UPLOAD = 'urn:xmpp:http:upload:0';
/** Ours: what a picture is put up for. */
export const MEDIA = 'urn:wifi-chat:media:0';
/** XEP-0199. */
export const PING = 'urn:xmpp:ping';
/** XEP-0092. */
export const VERSION = 'jabber:iq:version';
/** XEP-0202. */
export const TIME = 'urn:xmpp:time';
/** XEP-0054. */
export const VCARD_TEMP = 'vcard-temp';
/** RFC 6351, over XMPP by XEP-0292. */
export const VCARD4 = 'urn:ietf:params:xml:ns:vcard-4.0';
/** XEP-0084. */
export const AVATAR_DATA = 'urn:xmpp:avatar:data';
export const AVATAR_METADATA = 'urn:xmpp:avatar:metadata';
/** XEP-0277: the type of nodes of Atom entries, and the feature. */
export const MICROBLOG = 'urn:xmpp:microblog:0';
/** XEP-0472: the feature. */
export const SOCIAL_FEED = 'urn:xmpp:pubsub-social-feed:1';
/** XEP-0297. */
export const FORWARD = 'urn:xmpp:forward:0';
/** XEP-0313. */
export const MAM = 'urn:xmpp:mam:2';
/** XEP-0359. */
export const STANZA_ID = 'urn:xmpp:sid:0';
/** RFC 4287. */
export const ATOM = 'http://www.w3.org/2005/Atom';
/** RFC 4685. */
export const THREAD = 'http://purl.org/syndication/thread/1.0';
/** Activity Streams 1.0 (Atom). */
export const ACTIVITY = 'http://activitystrea.ms/spec/1.0/';
/** RFC 6721: what was removed from a feed, so that it is not brought back. */
export const TOMBSTONES = 'http://purl.org/atompub/tombstones/1.0';
/** Activity Streams' reviews: stars. */
export const REVIEW = 'http://activitystrea.ms/schema/1.0/review';
/** Buddycloud channels. */
export const BUDDYCLOUD = 'http://buddycloud.org/v1';
export const BUDDYCLOUD_MEDIA = 'http://buddycloud.org/v1/media';
export const BUDDYCLOUD_ERRORS = 'http://buddycloud.org/v1/errors';
/** Buddycloud directory: channels by activity. */
export const MOST_ACTIVE = 'http://buddycloud.com/channel_directory/most_active';
/** Buddycloud directory: channels by words of what they say of themselves; posts by their words. */
export const METADATA_QUERY = 'http://buddycloud.com/channel_directory/metadata_query';
export const CONTENT_QUERY = 'http://buddycloud.com/channel_directory/content_query';
/** Buddycloud directory: channels by distance; those that the same people follow; those that somebody may like. */
export const NEARBY_QUERY = 'http://buddycloud.com/channel_directory/nearby_query';
export const SIMILAR_CHANNELS = 'http://buddycloud.com/channel_directory/similar_channels';
export const RECOMMENDATION_QUERY = 'http://buddycloud.com/channel_directory/recommendation_query';
/** Ours: `<retry-after seconds/>` in an error of type `wait`. */
export const LIMITS = 'urn:wifi-chat:limits:0';
/** Ours: how far a person has read (`reading.ts`). */
export const READ = 'urn:wifi-chat:read:0';
/** Ours: what people do with their account (`account.ts`). */
export const ACCOUNT = 'urn:wifi-chat:account:0';
/** Ours: what people do by office (`office.ts`). */
export const OFFICE = 'urn:wifi-chat:office:0';
/** Ours: places, who makes channels for them, whom to phone there (`place.ts`). */
export const PLACE = 'urn:wifi-chat:place:0';
/** Ours: `<searched since/>`, how far back a search looked. */
export const SEARCHED = 'urn:wifi-chat:search:0';
/** Ours: the hash of a list (`known.ts`). */
export const KNOWN = 'urn:wifi-chat:known:0';
/** Ours: `<order seq activity replies/>` in an entry, and `<order/>` that asks for it (ARCHITECTURE.md, "The wire"). */
export const ORDER = 'urn:wifi-chat:order:0';
/** Ours: the filter of catch-up that leaves what is no more (`archive.ts`). */
export const GONE = 'urn:wifi-chat:gone:0';
/** Ours, between the channel service and the XMPP server alone: see `component/written.ts`. */
export const WRITTEN = 'urn:wifi-chat:written:0';
/** Ours, between the same two: who is to have a copy, one address a line, and the copy as text (`component/distribute.ts`). */
export const RECEIVERS = 'urn:wifi-chat:receivers:0';
