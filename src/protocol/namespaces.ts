/** Every XML namespace that is spoken, with the document that defines it. */
export const NS = {
  /** RFC 6120: stanzas on a client's stream. Both ends hold stanzas in this namespace. */
  CLIENT: 'jabber:client',
  /** XEP-0114: stanzas on a component's stream. */
  COMPONENT: 'jabber:component:accept',
  /** RFC 6120, 4.8.5 and 4.9. */
  STREAMS: 'http://etherx.jabber.org/streams',
  /** RFC 6120, 8.3. */
  STANZA_ERRORS: 'urn:ietf:params:xml:ns:xmpp-stanzas',
  /** XEP-0030. */
  DISCO_INFO: 'http://jabber.org/protocol/disco#info',
  DISCO_ITEMS: 'http://jabber.org/protocol/disco#items',
  /** XEP-0033. */
  ADDRESS: 'http://jabber.org/protocol/address',
  /** XEP-0004. */
  DATA: 'jabber:x:data',
  /** XEP-0059. */
  RSM: 'http://jabber.org/protocol/rsm',
  /** XEP-0055. */
  SEARCH: 'jabber:iq:search',
  /** XEP-0060. */
  PUBSUB: 'http://jabber.org/protocol/pubsub',
  PUBSUB_OWNER: 'http://jabber.org/protocol/pubsub#owner',
  PUBSUB_EVENT: 'http://jabber.org/protocol/pubsub#event',
  PUBSUB_ERRORS: 'http://jabber.org/protocol/pubsub#errors',
  /** XEP-0077. */
  REGISTER: 'jabber:iq:register',
  /** XEP-0082 dates are strings; XEP-0203 carries one. */
  DELAY: 'urn:xmpp:delay',
  /** XEP-0080. */
  GEOLOC: 'http://jabber.org/protocol/geoloc',
  /** XEP-0070. */
  HTTP_AUTH: 'http://jabber.org/protocol/http-auth',
  /** XEP-0363. */
  HTTP_UPLOAD: 'urn:xmpp:http:upload:0',
  /** Ours: what a picture is put up for. */
  MEDIA: 'urn:wifi-chat:media:0',
  /** XEP-0199. */
  PING: 'urn:xmpp:ping',
  /** XEP-0277: the type of nodes of Atom entries, and the feature. */
  MICROBLOG: 'urn:xmpp:microblog:0',
  /** XEP-0472: the feature. */
  SOCIAL_FEED: 'urn:xmpp:pubsub-social-feed:1',
  /** XEP-0297. */
  FORWARD: 'urn:xmpp:forward:0',
  /** XEP-0313. */
  MAM: 'urn:xmpp:mam:2',
  /** XEP-0359. */
  STANZA_ID: 'urn:xmpp:sid:0',
  /** RFC 4287. */
  ATOM: 'http://www.w3.org/2005/Atom',
  /** RFC 4685. */
  THREAD: 'http://purl.org/syndication/thread/1.0',
  /** Activity Streams 1.0 (Atom). */
  ACTIVITY: 'http://activitystrea.ms/spec/1.0/',
  /** Activity Streams' reviews: stars. */
  REVIEW: 'http://activitystrea.ms/schema/1.0/review',
  /** Buddycloud channels. */
  BUDDYCLOUD: 'http://buddycloud.org/v1',
  BUDDYCLOUD_MEDIA: 'http://buddycloud.org/v1/media',
  BUDDYCLOUD_ERRORS: 'http://buddycloud.org/v1/errors',
  /** Buddycloud directory: channels by activity. */
  MOST_ACTIVE: 'http://buddycloud.com/channel_directory/most_active',
  /** Ours: `<retry-after seconds/>` in an error of type `wait`. */
  LIMITS: 'urn:wifi-chat:limits:0',
  /** Ours: how far a person has read (`reading.ts`). */
  READ: 'urn:wifi-chat:read:0',
  /** Ours: what people do with their account (`account.ts`). */
  ACCOUNT: 'urn:wifi-chat:account:0',
  /** Ours: what people do by office (`office.ts`). */
  OFFICE: 'urn:wifi-chat:office:0',
  /** Ours: the hash of a list (`known.ts`). */
  KNOWN: 'urn:wifi-chat:known:0',
  /** Ours: `<order seq activity replies/>` in an entry (ARCHITECTURE.md, "The wire"). */
  ORDER: 'urn:wifi-chat:order:0',
  /** Ours, between the channel service and the XMPP server alone: see `component/written.ts`. */
  WRITTEN: 'urn:wifi-chat:written:0',
} as const;
