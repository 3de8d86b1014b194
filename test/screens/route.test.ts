import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { TAKEN_ID } from '../../src/protocol/channel.ts';
import { hrefOf, type Route, routeOf } from '../../src/screens/route.ts';

const source = readFileSync('src/screens/route.ts', 'utf8');

const SAME: readonly (readonly [string, Route])[] = [
  ['/', { screen: 'channels' }],
  ['/login', { screen: 'login' }],
  ['/signup', { screen: 'signup' }],
  ['/rules', { screen: 'rules' }],
  ['/menu', { screen: 'menu' }],
  ['/activity', { screen: 'activity' }],
  ['/settings', { screen: 'settings' }],
  ['/settings/account', { screen: 'account' }],
  ['/settings/delete', { screen: 'delete-account' }],
  ['/help', { screen: 'help' }],
  ['/about', { screen: 'about' }],
  ['/search', { screen: 'search', words: '' }],
  ['/search?q=no%20water%26', { screen: 'search', words: 'no water&' }],
  ['/share?text=no%0Awater', { screen: 'share', text: 'no\nwater' }],
  ['/channel/a@b/new?text=no%20water', { screen: 'new-topic', channel: 'a@b', text: 'no water' }],
  ['/profile/anna@localhost', { screen: 'profile', person: 'anna@localhost' }],
  ['/channel/water@topics.localhost', { screen: 'channel', channel: 'water@topics.localhost' }],
  [
    '/channel/water@topics.localhost/new',
    { screen: 'new-topic', channel: 'water@topics.localhost', text: '' },
  ],
  [
    '/channel/water@topics.localhost/a1~b.c_d',
    { screen: 'topic', channel: 'water@topics.localhost', topic: 'a1~b.c_d' },
  ],
  [
    '/channel/a@b/people?who=banned&q=no%20one&after=x%40y',
    { screen: 'people', channel: 'a@b', who: 'banned', words: 'no one', after: 'x@y' },
  ],
  [
    '/channel/a@b/people/anna@localhost',
    { screen: 'member', channel: 'a@b', member: 'anna@localhost' },
  ],
  ['/new', { screen: 'new-channel', place: '' }],
  ['/new?place=temba', { screen: 'new-channel', place: 'temba' }],
  ['/places', { screen: 'places' }],
  ['/emergency', { screen: 'emergency' }],
  ['/places/temba', { screen: 'place', place: 'temba', words: '' }],
  ['/places/all?q=tem', { screen: 'place', place: 'all', words: 'tem' }],
  ['/channel/water@t/for?topic=t1', { screen: 'write-for', channel: 'water@t', topic: 't1' }],
  ['/places/temba/emergency', { screen: 'place-emergency', place: 'temba' }],
  ['/places/temba/moderators', { screen: 'place-moderators', place: 'temba' }],
  [
    '/channel/water@topics.localhost/settings/place?at=temba',
    { screen: 'channel-place', channel: 'water@topics.localhost', at: 'temba' },
  ],
  ['/notices', { screen: 'notices' }],
  [
    '/channel/water@topics.localhost/log',
    { screen: 'channel-log', channel: 'water@topics.localhost' },
  ],
  [
    '/channel/water@topics.localhost/remove/a1',
    { screen: 'remove-post', channel: 'water@topics.localhost', item: 'a1' },
  ],
  [
    '/channel/water@topics.localhost/settings',
    { screen: 'channel-settings', channel: 'water@topics.localhost' },
  ],
  [
    '/channel/water@topics.localhost/settings/delete',
    { screen: 'delete-channel', channel: 'water@topics.localhost' },
  ],
  [
    '/channel/water@topics.localhost/constructor',
    { screen: 'topic', channel: 'water@topics.localhost', topic: 'constructor' },
  ],
  ['/channel/caf%C3%A9@localhost', { screen: 'channel', channel: 'café@localhost' }],
];

describe.each(SAME)('%s', (path, route) => {
  test('means that route, and is its address', () => {
    expect(routeOf(path)).toEqual(route);
    expect(hrefOf(route)).toBe(path);
  });
});

test.each([
  ['/login/', { screen: 'login' }],
  ['/login?to=x', { screen: 'login' }],
  ['/search?lang=zu&q=no+water', { screen: 'search', words: 'no water' }],
  ['/search?q=%E0%A4', { screen: 'search', words: '' }],
  [
    '/share?title=A&text=B+http%3A%2F%2Fc&url=http%3A%2F%2Fc',
    { screen: 'share', text: 'A\nB http://c' },
  ],
  ['/channel/a%40b', { screen: 'channel', channel: 'a@b' }],
])('%s is another way to write one', (path, route) => {
  expect(routeOf(path)).toEqual(route);
});

const words = [...source.matchAll(/'channel\/:channel\/(\w+)'/g)].map(([, word]) => word as string);
test.each(words)('no topic may have the id %s: its address is that of another screen', (word) => {
  expect(routeOf(`/channel/a@b/${word}`)?.screen).not.toBe('topic');
  expect(word).toMatch(TAKEN_ID);
});

test.each(['/nowhere', '/channel', '/channel/a@b/c/d', '/channel/%E0%A4', '/login/x'])(
  '%s means nothing',
  (path) => {
    expect(routeOf(path)).toBeNull();
  },
);
