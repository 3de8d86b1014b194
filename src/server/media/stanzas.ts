/** The XMPP side of the media service: how it is found (XEP-0030), and slots (XEP-0363). */
import { ownDataElement } from '../../protocol/account.ts';
import { form } from '../../protocol/data-form.ts';
import { toBare } from '../../protocol/jid.ts';
import { NS } from '../../protocol/namespaces.ts';
import { readSlotRequest, slotElement } from '../../protocol/upload-slot.ts';
import { el } from '../../protocol/xml.ts';
import type { Handler } from '../component/call.ts';
import { ping } from '../component/handlers/ping.ts';
import { type Routes, routeKey } from '../component/router.ts';
import { checkHasData } from '../service/own-data.ts';
import { badRequest } from '../service/refusal.ts';
import type { Downloads } from './downloads.ts';
import type { Intake } from './intake.ts';
import { MAX_FILE } from './pictures/limits.ts';
import { showProfile } from './show-profile.ts';
import { removePicture, type Studio } from './studio.ts';

/** What the component answers; `endpoint` is the address of its HTTP side. */
export function mediaStanzas(
  studio: Studio,
  intake: Intake,
  downloads: Downloads,
  endpoint: string,
): Routes {
  return {
    [routeKey('get', NS.DISCO_INFO, 'query')]: info(endpoint),
    [routeKey('get', NS.DISCO_ITEMS, 'query')]: async () => el(NS.DISCO_ITEMS, 'query'),
    [routeKey('get', NS.PING, 'ping')]: ping,
    [routeKey('get', NS.HTTP_UPLOAD, 'request')]: openSlot(intake, endpoint),
    [routeKey('set', NS.MEDIA, 'remove')]: remove(studio),
    [routeKey('get', NS.ACCOUNT, 'profile')]: showProfile(studio),
    [routeKey('get', NS.ACCOUNT, 'data')]: openData(studio, downloads, endpoint),
  };
}

/** Buddycloud clients know the service by its name, and find its address in the form. */
function info(endpoint: string): Handler {
  const feature = (name: string) => el(NS.DISCO_INFO, 'feature', { var: name });
  return async () =>
    el(
      NS.DISCO_INFO,
      'query',
      {},
      el(NS.DISCO_INFO, 'identity', {
        category: 'component',
        type: 'generic',
        name: 'Media Server',
      }),
      el(NS.DISCO_INFO, 'identity', { category: 'store', type: 'file', name: 'Media Server' }),
      ...[NS.DISCO_INFO, NS.DISCO_ITEMS, NS.PING, NS.HTTP_AUTH, NS.HTTP_UPLOAD].map(feature),
      form('result', 'BC/api', { endpoint }),
      form('result', NS.HTTP_UPLOAD, { 'max-file-size': String(MAX_FILE) }),
    );
}

function openSlot(intake: Intake, endpoint: string): Handler {
  return async ({ actor, payload }) => {
    const request = readSlotRequest(payload);
    if (!request) throw badRequest();
    const channel = request.channel === undefined ? undefined : toBare(request.channel);
    if (channel === null) throw badRequest();
    const slot = await intake.openSlot(actor, { ...request, channel });
    return slotElement({
      put: `${endpoint}/upload/${slot.token}`,
      get: `${endpoint}/${encodeURIComponent(slot.channel).replace('%40', '@')}/${slot.id}`,
    });
  };
}

/** For the person alone: whoever else learns the address has it from them. */
function openData({ ctx }: Studio, downloads: Downloads, endpoint: string): Handler {
  return async ({ actor }) => {
    ctx.rates?.take('manage', actor);
    await checkHasData(ctx, actor);
    return ownDataElement(`${endpoint}/data/${downloads.open(actor)}`);
  };
}

function remove(studio: Studio): Handler {
  return async ({ actor, payload }) => {
    const channel = toBare(payload.attrs.channel ?? '');
    const { id } = payload.attrs;
    if (!channel || !id) throw badRequest();
    await removePicture(studio, actor, channel, id);
    return undefined;
  };
}
