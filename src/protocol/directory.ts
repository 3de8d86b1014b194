/** Open channels with what a list shows of each (Buddycloud directory). */
import type { Affiliation, ChannelConfig } from './channel.ts';
import { AVATAR, avatarOf, geolocOf, SHOWN_VARS, shownVars } from './config-vars.ts';
import { toBare } from './jid.ts';
import { NS } from './namespaces.ts';
import { childrenOf, childText, type Element, el } from './xml.ts';

export interface DirectoryRow {
  readonly channel: string;
  readonly config: ChannelConfig;
}

/** One channel, in the namespace of the question. `names` are the fields that the asker wants; empty for all. */
export function directoryItem(
  row: DirectoryRow,
  names: readonly string[] = [],
  ns: string = NS.MOST_ACTIVE,
): Element {
  const { config } = row;
  const field = (name: string, ...content: (Element | string | undefined)[]) =>
    names.length === 0 || names.includes(name) ? el(ns, name, {}, ...content) : undefined;
  const place = geolocOf(config.vars ?? {});
  const part = (name: string, text: string | undefined) =>
    text === undefined ? undefined : el(ns, name, {}, text);
  return el(
    ns,
    'item',
    {
      jid: row.channel,
      type: 'channel',
      description: config.description,
      created: config.created,
    },
    field('title', config.title),
    field('channel_type', config.type),
    field('default_affiliation', config.defaultAffiliation),
    field('updated', config.updated),
    ...SHOWN_VARS.map((name) => {
      const value = config.vars?.[name];
      const isNone = !value || (name === AVATAR && avatarOf(config.vars) <= 0);
      return isNone ? undefined : field(elementOf(name), value);
    }),
    place
      ? field('geoloc', part('lat', place.lat), part('lon', place.lon), part('text', place.text))
      : undefined,
  );
}

/** The channels inside a list of them. */
export function readDirectory(list: Element): readonly DirectoryRow[] {
  const rows: DirectoryRow[] = [];
  for (const item of childrenOf(list, 'item', NS.MOST_ACTIVE)) {
    const channel = toBare(item.attrs.jid ?? '');
    if (!channel) continue;
    rows.push({
      channel,
      config: {
        title: childText(item, 'title') ?? '',
        description: item.attrs.description ?? '',
        accessModel: 'open',
        defaultAffiliation: (childText(item, 'default_affiliation') ?? 'member') as Affiliation,
        type: childText(item, 'channel_type') === 'personal' ? 'personal' : 'topic',
        created: item.attrs.created ?? '',
        updated: childText(item, 'updated') ?? '',
        ...shownVars((name) => childText(item, elementOf(name))),
      },
    });
  }
  return rows;
}

/** `x-buddycloud#notice` is `<notice/>` here. */
function elementOf(name: string): string {
  return name.slice(name.indexOf('#') + 1);
}
