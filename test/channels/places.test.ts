/** Channels of places: configuration, browsing, who may create, and who says so. */
import { describe, expect, test } from 'vitest';
import { configChangeForm, readConfig } from '../../src/protocol/config-form.ts';
import { PLACE, PLACE_NAME } from '../../src/protocol/config-vars.ts';
import { readForm } from '../../src/protocol/data-form.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import { readOffice } from '../../src/protocol/office.ts';
import { ownChannelsRequest } from '../../src/protocol/own-channels.ts';
import { placeRequest, readPlace } from '../../src/protocol/place.ts';
import {
  appointRequest,
  placeModeratorsRequest,
  readPlaceModerators,
} from '../../src/protocol/place-moderators.ts';
import { configureRequest, metadataRequest, registerRequest } from '../../src/protocol/pubsub.ts';
import { createRequest, deleteRequest } from '../../src/protocol/pubsub-owner.ts';
import { readError } from '../../src/protocol/stanza.ts';
import { suggestedTitle } from '../../src/protocol/suggestion.ts';
import { el } from '../../src/protocol/xml.ts';
import { PlaceTree } from '../../src/server/service/place-tree.ts';
import { renamePlaces } from '../../src/server/service/rename-places.ts';
import { actsAfter } from '../../src/server/storage/audit.ts';
import { channelService } from './channel-service.ts';

const at = (name: string) => `${name}@topics.example.org`;
const jidOf = (who: string) => `${who}@example.org`;
const STRANGER = 'x@anon.example.org';

const create = (name: string, place: string, title = name) =>
  createRequest(at(name), configChangeForm({ title, vars: { [PLACE]: place } }));
const move = (name: string, place: string) =>
  configureRequest(at(name), configChangeForm({ vars: { [PLACE]: place } }));

/** Thandi may create channels for Tshwane and all that lies in it. */
async function appointed() {
  const service = await channelService();
  for (const who of ['admin', 'thandi', 'pieter']) await service.ok(who, 'set', registerRequest());
  await service.ok('admin', 'set', appointRequest('tshwane', jidOf('thandi'), true));
  const look = async (who: string, id?: string) => {
    const info = readPlace((await service.ask(who, 'get', placeRequest(id))).reply);
    if (!info) throw new Error('no place');
    return info;
  };
  const books = () =>
    service.ctx.database.read(async (reader) =>
      (await actsAfter(reader, 0, 100)).map(
        ({ actor, office, act, channel, subject, detail }) =>
          `${actor.split('@')[0]} (${office}) ${act} ${channel.split('@')[0]} ${subject} ${detail}`,
      ),
    );
  return { service, look, books };
}

test('a channel says its place, and the place’s name, to everybody', async () => {
  const { service } = await appointed();
  await service.ok('admin', 'set', create('water', 'temba'));
  const said = async () => {
    const form = readForm(await service.ok(STRANGER, 'get', metadataRequest(at('water'))));
    return readConfig(form?.values ?? new Map()).vars;
  };
  const there = { [PLACE]: 'temba', [PLACE_NAME]: 'Temba, City of Tshwane, Gauteng' };
  expect(await said()).toEqual(there);
  // Whatever a client says of the name, the service knows better.
  const lie = configChangeForm({ vars: { [PLACE_NAME]: 'Atlantis' } });
  await service.ok('admin', 'set', configureRequest(at('water'), lie));
  expect(await said()).toEqual(there);
  await service.ok('admin', 'set', move('water', ''));
  expect(await said()).toBeUndefined();

  await service.ok('admin', 'set', move('water', 'temba'));
  const renamed = new PlaceTree([{ id: 'temba', kind: 'town', parent: '', name: 'Témba' }]);
  expect(await renamePlaces({ ...service.ctx, places: renamed })).toEqual([]);
  expect(await said()).toEqual({ [PLACE]: 'temba', [PLACE_NAME]: 'Témba' });
  // Of one that is gone the channel keeps what it says.
  expect(await renamePlaces({ ...service.ctx, places: new PlaceTree([]) })).toEqual([at('water')]);
  expect(await said()).toEqual({ [PLACE]: 'temba', [PLACE_NAME]: 'Témba' });
});

test('level by level: what lies in a place, its channels, and those of the places above it', async () => {
  const { service, look } = await appointed();
  for (const [name, place] of [
    ['taxis', 'gauteng'],
    ['city', 'tshwane'],
    ['water', 'temba'],
    ['mines', 'limpopo'],
    ['books', ''],
    ['gone', 'temba'],
    ['secret', 'temba'],
  ] as const) {
    await service.ok('admin', 'set', create(name, place));
  }
  await service.ok('admin', 'set', deleteRequest(at('gone'), 'moved'));
  const close = configChangeForm({ accessModel: 'authorize' });
  await service.ok('admin', 'set', configureRequest(at('secret'), close));

  const top = await look(STRANGER);
  expect(top).toMatchObject({ place: null, above: [], channels: [], mayCreate: false });
  expect(top.below.map(({ id, channels }) => [id, channels])).toEqual([
    ['gauteng', 3],
    ['limpopo', 1],
  ]);
  const temba = await look(STRANGER, 'temba');
  expect(temba).toMatchObject({
    place: { id: 'temba', kind: 'town', name: 'Temba' },
    above: [{ id: 'tshwane' }, { id: 'gauteng' }],
    below: [],
    more: false,
  });
  expect(temba.channels.map(({ channel }) => channel)).toEqual(['water', 'city', 'taxis'].map(at));
  expect((await look(STRANGER, 'gauteng')).channels.map(({ channel }) => channel)).toEqual([
    at('taxis'),
  ]);
  expect(await service.refused(STRANGER, 'get', placeRequest('nowhere'))).toBe(
    'cancel/item-not-found',
  );
});

test('many channels of a place are told in part, and that there are more', async () => {
  const { service, look } = await appointed();
  for (let n = 0; n < 61; n += 1) await service.ok('admin', 'set', create(`c-${n}x`, 'temba'));
  const temba = await look(STRANGER, 'temba');
  expect(temba).toMatchObject({ more: true, channels: { length: 60 } });
});

describe('who was appointed for a place', () => {
  test('is told so, and creates under it alone', async () => {
    const { service, look, books } = await appointed();
    const office = async (who: string) =>
      readOffice((await service.ask(who, 'get', ownChannelsRequest())).reply);
    expect(await office('thandi')).toMatchObject({ mayCreate: true, place: 'tshwane' });
    expect(await office('pieter')).toMatchObject({ mayCreate: false });
    expect(await office('admin')).toMatchObject({ mayCreate: true });
    const may = async (who: string) =>
      Promise.all(
        ['gauteng', 'tshwane', 'temba', 'joburg', undefined].map(
          async (id) => (await look(who, id)).mayCreate,
        ),
      );
    expect(await may('thandi')).toEqual([false, true, true, false, false]);
    expect(await may('pieter')).toEqual([false, false, false, false, false]);
    expect(await may('admin')).toEqual([true, true, true, true, true]);

    await service.ok('thandi', 'set', create('temba-water', 'temba'));
    for (const [name, place] of [
      ['a', 'gauteng'],
      ['b', 'joburg'],
      ['c', ''],
    ] as const) {
      expect(await service.refused('thandi', 'set', create(name, place))).toBe('auth/forbidden');
    }
    expect(await service.refused('pieter', 'set', create('d', 'temba'))).toBe('auth/forbidden');
    // Nowhere but among group channels.
    const elsewhere = createRequest(
      'x@example.org',
      configChangeForm({ vars: { [PLACE]: 'temba' } }),
    );
    expect(await service.refused('thandi', 'set', elsewhere)).toBe('auth/forbidden');
    expect(await books()).toContain('thandi (place-moderator) create temba-water  temba');
  });

  test('moves an own channel within it, and out of it never', async () => {
    const { service, books } = await appointed();
    await service.ok('thandi', 'set', create('water', 'temba'));
    await service.ok('thandi', 'set', move('water', 'tshwane'));
    expect(await books()).toContain('thandi (owner) configure water  tshwane');
    for (const place of ['gauteng', 'joburg', '']) {
      expect(await service.refused('thandi', 'set', move('water', place))).toBe('auth/forbidden');
    }
    await service.ok('admin', 'set', appointRequest('tshwane', jidOf('thandi'), false));
    expect(await service.refused('thandi', 'set', move('water', 'temba'))).toBe('auth/forbidden');
    // The channel stays theirs.
    await service.ok('thandi', 'set', move('water', 'tshwane'));
    const title = configChangeForm({ title: 'Water!' });
    await service.ok('thandi', 'set', configureRequest(at('water'), title));
    expect(await service.refused('thandi', 'set', create('power', 'temba'))).toBe('auth/forbidden');
  });

  test('is appointed by administrators alone, and it stands in the books', async () => {
    const { service, look, books } = await appointed();
    const list = async () =>
      readPlaceModerators(
        (await service.ask('admin', 'get', placeModeratorsRequest('tshwane'))).reply,
      );
    expect(await list()).toEqual([
      { jid: jidOf('thandi'), since: expect.stringMatching(/^2026-/) },
    ]);
    for (const who of ['thandi', 'pieter', STRANGER]) {
      for (const [type, request] of [
        ['get', placeModeratorsRequest('tshwane')],
        ['set', appointRequest('tshwane', jidOf('pieter'), true)],
        ['set', appointRequest('tshwane', jidOf('thandi'), false)],
      ] as const) {
        expect(await service.refused(who, type, request)).toBe('auth/forbidden');
      }
    }
    expect((await look('thandi', 'tshwane')).mayAppoint).toBe(false);
    expect((await look('admin', 'tshwane')).mayAppoint).toBe(true);
    // Twice is once.
    await service.ok('admin', 'set', appointRequest('tshwane', 'THANDI@example.org/x', true));
    expect(await list()).toHaveLength(1);
    await service.ok('admin', 'set', appointRequest('tshwane', jidOf('thandi'), false));
    await service.ok('admin', 'set', appointRequest('tshwane', jidOf('thandi'), false));
    expect(await list()).toEqual([]);
    expect((await books()).filter((act) => act.includes('tshwane'))).toEqual([
      'admin (admin) appoint  thandi@example.org tshwane',
      'admin (admin) dismiss  thandi@example.org tshwane',
    ]);
  });

  test('is nobody any more who leaves the site', async () => {
    const { service } = await appointed();
    const leave = el(NS.REGISTER, 'query', {}, el(NS.REGISTER, 'remove'));
    await service.ok('thandi', 'set', leave);
    await service.ok('thandi', 'set', registerRequest());
    expect(await service.refused('thandi', 'set', create('water', 'temba'))).toBe('auth/forbidden');
  });

  test.each([
    ['a place that is not there', appointRequest('nowhere', jidOf('pieter'), true)],
    ['nobody of this site', appointRequest('tshwane', jidOf('nobody'), true)],
    ['a channel', appointRequest('tshwane', 'welcome@topics.example.org', true)],
  ])('%s is refused', async (_, request) => {
    const { service } = await appointed();
    expect(await service.refused('admin', 'set', request)).toBe('cancel/item-not-found');
  });

  test('a question that is none is refused', async () => {
    const { service } = await appointed();
    for (const verbs of [[], [el(NS.PLACE, 'crown', { jid: jidOf('pieter') })]]) {
      const request = el(NS.PLACE, 'moderators', { place: 'tshwane' }, ...verbs);
      expect(await service.refused('admin', 'set', request)).toBe('modify/bad-request');
    }
    const nobody = appointRequest('tshwane', '', true);
    expect(await service.refused('admin', 'set', nobody)).toBe('modify/bad-request');
  });
});

test('places that are none, and places of people, are refused', async () => {
  const { service } = await appointed();
  expect(await service.refused('admin', 'set', create('water', 'nowhere'))).toBe(
    'modify/bad-request',
  );
  await service.ok('admin', 'set', create('water', 'temba'));
  expect(await service.refused('admin', 'set', move('water', 'nowhere'))).toBe(
    'modify/bad-request',
  );
  const own = configureRequest(jidOf('thandi'), configChangeForm({ vars: { [PLACE]: 'temba' } }));
  expect(await service.refused('thandi', 'set', own)).toBe('modify/bad-request');
});

test('where a name is taken a title is offered whose address is free', async () => {
  const { service } = await appointed();
  const offered = async (place: string) => {
    const { reply } = await service.ask('admin', 'set', create('water', place, 'Water'));
    return suggestedTitle(readError(reply));
  };
  await service.ok('admin', 'set', create('water', 'tshwane', 'Water'));
  expect(await offered('temba')).toBe('Water Temba');
  expect(await offered('')).toBe('Water 2');
  await service.ok('admin', 'set', create('water-temba', 'temba', 'Water Temba'));
  await service.ok('admin', 'set', create('water-2', '', 'Water 2'));
  expect(await offered('temba')).toBe('Water 3');
});

test('places are found by what they are called, with what they lie in', async () => {
  const { service } = await appointed();
  await service.ok('admin', 'set', create('water', 'temba'));
  const found = async (words: string) => {
    const { reply } = await service.ask(STRANGER, 'get', placeRequest(undefined, words));
    return readPlace(reply)?.below.map(({ id, within, channels }) => [id, within, channels]);
  };
  expect(await found('  TEM ')).toEqual([['temba', 'City of Tshwane, Gauteng', 1]]);
  expect(await found('city tshw')).toEqual([['tshwane', 'Gauteng', 1]]);
  // What begins so comes first.
  expect((await found('o'))?.map(([id]) => id)).toEqual(['tshwane', 'joburg', 'limpopo']);
  expect(await found('atlantis')).toEqual([]);
});
