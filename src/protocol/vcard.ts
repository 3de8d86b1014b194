/** A person's profile as other XMPP clients ask for it: vCards, and the avatar of XEP-0084. */
import { NS } from './namespaces.ts';
import { type Element, el } from './xml.ts';

export interface Profile {
  /** Bare JID. */
  readonly person: string;
  readonly name: string;
  readonly about: string;
  /** `null` where they show none. */
  readonly avatar: AvatarFile | null;
}

export interface AvatarFile {
  readonly type: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  /** SHA-1 of its content in hexadecimal: what XEP-0084 knows it by. */
  readonly sha1: string;
  readonly base64: string;
}

/** What can be asked for, by the name under which our XMPP server's module asks. */
const FORMS: ReadonlyMap<string, (profile: Profile) => Element | null> = new Map([
  ['vcard-temp', vcardTemp],
  ['vcard4', vcard4],
  ['avatar-metadata', ({ avatar }: Profile) => avatar && metadata(avatar)],
  ['avatar-data', ({ avatar }: Profile) => avatar && el(NS.AVATAR_DATA, 'data', {}, avatar.base64)],
]);

/**
 * The answer to the module `channel_profile`: the profile in that form, under the id of its item.
 * `null` where there is no such form, or nothing to show in it.
 */
export function profileElement(profile: Profile, form: string): Element | null {
  const shown = FORMS.get(form)?.(profile) ?? null;
  const id = form.startsWith('avatar') ? profile.avatar?.sha1 : 'current';
  return shown && el(NS.ACCOUNT, 'profile', { jid: profile.person, id }, shown);
}

/** XEP-0054. */
function vcardTemp({ person, name, about, avatar }: Profile): Element {
  const part = (tag: string, ...children: (Element | string)[]) =>
    el(NS.VCARD_TEMP, tag, {}, ...children);
  return part(
    'vCard',
    part('FN', name),
    part('JABBERID', person),
    ...(about === '' ? [] : [part('DESC', about)]),
    ...(avatar ? [part('PHOTO', part('TYPE', avatar.type), part('BINVAL', avatar.base64))] : []),
  );
}

/** XEP-0292, RFC 6351. */
function vcard4({ person, name, about }: Profile): Element {
  const part = (tag: string, kind: string, text: string) =>
    el(NS.VCARD4, tag, {}, el(NS.VCARD4, kind, {}, text));
  return el(
    NS.VCARD4,
    'vcard',
    {},
    part('fn', 'text', name),
    part('impp', 'uri', `xmpp:${person}`),
    about === '' ? undefined : part('note', 'text', about),
  );
}

/** XEP-0084, 4.2.1. */
function metadata({ type, width, height, bytes, sha1 }: AvatarFile): Element {
  const info = el(NS.AVATAR_METADATA, 'info', { id: sha1, type, width, height, bytes });
  return el(NS.AVATAR_METADATA, 'metadata', {}, info);
}
