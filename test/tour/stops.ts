/** Every screen in every state that looks different: what is photographed, and what axe examines. */
import type { Page } from 'playwright';
import { hrefOf } from '../../src/screens/route.ts';
import {
  ASKED,
  CLOSED,
  EMPTY,
  LONG,
  LONG_NAME,
  NOTICES,
  NOWHERE,
  QUIET,
  WAITS,
} from './specimens.ts';

export interface Stop {
  /** Screen and state; also the name of its picture. */
  readonly name: string;
  readonly as: 'reader' | 'citizen' | 'admin';
  readonly at: string;
  /** What is done there before one looks. */
  readonly first?: (page: Page) => Promise<unknown>;
  readonly offline?: boolean;
}

const channel = (jid: string) => hrefOf({ screen: 'channel', channel: jid });
const topic = (jid: string, id: string) => hrefOf({ screen: 'topic', channel: jid, topic: id });
const newTopic = (jid: string) => hrefOf({ screen: 'new-topic', channel: jid });
const WATER = 'water@topics.localhost';

const submit = (page: Page) => page.locator('form.form [type=submit]').click();
const openBusy = (page: Page) => page.locator('.row').nth(2).click();
const openFirst = (page: Page) => page.locator('.rows .row').first().click();
const write = (text: string) => (page: Page) => page.locator('textarea').last().fill(text);

async function signInWrongly(page: Page) {
  await page.locator('#username').fill('thandi.mokoena');
  await page.locator('#password').fill('wrong');
  await submit(page);
  await page.locator('.problem').waitFor();
}

const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const picture = { name: 'one.png', mimeType: 'image/png', buffer: Buffer.from(PNG, 'base64') };

async function pickPicture(page: Page) {
  // A photo that was chosen before is kept with its draft.
  const fields = page.locator('input[type=file]');
  if ((await fields.count()) > 0) await fields.setInputFiles(picture);
  await page.locator('main canvas, main img, .photo').first().waitFor();
}

async function reportOffline(page: Page) {
  await write('The lamp at the bus stop is broken.')(page);
  await page.locator('#where').fill('Corner of Mango Street');
  await submit(page);
  await page.locator('.waiting').last().waitFor();
}

async function choose(page: Page, link: string) {
  await openBusy(page);
  await page.locator(link).first().click();
}

const doNotShow = (page: Page) => page.locator('.todo a').nth(1).click();

async function comment(page: Page) {
  await write('When will the tanker come to extension 4?')(page);
  await submit(page);
  await page.locator('.waiting').last().waitFor();
}

export const STOPS: readonly Stop[] = [
  { name: 'channels-reader', as: 'reader', at: '/' },
  { name: 'channels', as: 'citizen', at: '/' },
  { name: 'channels-offline', as: 'citizen', at: '/', offline: true },
  { name: 'share', as: 'citizen', at: `/share?text=${encodeURIComponent('Water tomorrow?')}` },
  { name: 'channel', as: 'citizen', at: channel(WATER) },
  { name: 'channel-reader', as: 'reader', at: channel(WATER) },
  { name: 'channel-empty', as: 'citizen', at: channel(EMPTY) },
  { name: 'channel-longest', as: 'citizen', at: channel(LONG) },
  { name: 'channel-office', as: 'admin', at: channel(QUIET) },
  { name: 'channel-asked', as: 'citizen', at: channel(ASKED) },
  { name: 'channel-read-only', as: 'citizen', at: channel(NOTICES) },
  { name: 'channel-closed', as: 'citizen', at: channel(CLOSED) },
  { name: 'channel-missing', as: 'reader', at: channel(NOWHERE) },
  { name: 'topic', as: 'citizen', at: channel(WATER), first: openBusy },
  {
    name: 'topic-reply',
    as: 'citizen',
    at: channel(WATER),
    first: (page) => choose(page, '.items .quiet'),
  },
  {
    name: 'topic-remove',
    as: 'citizen',
    at: channel(WATER),
    first: (page) => choose(page, '.quiet'),
  },
  { name: 'topic-empty', as: 'citizen', at: topic(QUIET, 'no-comment') },
  { name: 'topic-longest', as: 'citizen', at: topic(LONG, 'words') },
  { name: 'topic-reader', as: 'reader', at: topic(QUIET, 'no-comment') },
  { name: 'topic-missing', as: 'reader', at: topic(WATER, 'nowhere') },
  { name: 'topic-not-sent', as: 'citizen', at: topic(QUIET, 'removed') },
  {
    name: 'topic-waiting',
    as: 'citizen',
    at: topic(QUIET, 'no-comment'),
    offline: true,
    first: comment,
  },
  { name: 'topic-held', as: 'citizen', at: topic(WAITS, 'hello') },
  { name: 'new-topic', as: 'citizen', at: newTopic(EMPTY) },
  { name: 'new-topic-error', as: 'citizen', at: newTopic(EMPTY), first: submit },
  { name: 'new-topic-photo', as: 'citizen', at: newTopic(QUIET), first: pickPicture },
  { name: 'new-topic-reader', as: 'reader', at: newTopic(EMPTY) },
  { name: 'menu', as: 'citizen', at: '/menu' },
  {
    name: 'menu-sign-out',
    as: 'citizen',
    at: '/menu',
    first: (page) => page.locator('main button').click(),
  },
  { name: 'menu-reader', as: 'reader', at: '/menu' },
  { name: 'signup', as: 'reader', at: '/signup' },
  { name: 'signup-error', as: 'reader', at: '/signup', first: submit },
  { name: 'login', as: 'reader', at: '/login' },
  { name: 'login-error', as: 'reader', at: '/login', first: signInWrongly },
  { name: 'rules', as: 'reader', at: '/rules' },
  { name: 'help', as: 'reader', at: '/help' },
  { name: 'about', as: 'reader', at: '/about' },
  { name: 'settings', as: 'citizen', at: '/settings' },
  { name: 'account', as: 'citizen', at: '/settings/account', first: submit },
  {
    name: 'delete-account',
    as: 'citizen',
    at: '/settings/delete',
    first: submit,
  },
  { name: 'activity', as: 'citizen', at: '/activity' },
  { name: 'profile', as: 'citizen', at: '/profile/thandi.mokoena@localhost' },
  {
    name: 'profile-picture',
    as: 'citizen',
    at: '/profile/thandi.mokoena@localhost',
    first: pickPicture,
  },
  { name: 'profile-longest', as: 'citizen', at: `/profile/${LONG_NAME}@localhost` },
  { name: 'profile-other', as: 'reader', at: '/profile/sipho.nkosi@localhost' },
  { name: 'profile-missing', as: 'reader', at: '/profile/nobody@localhost' },
  { name: 'search', as: 'citizen', at: '/search?q=water' },
  { name: 'search-nothing', as: 'reader', at: '/search?q=elephants' },
  { name: 'new-channel', as: 'admin', at: '/new', first: submit },
  { name: 'channel-settings', as: 'admin', at: `${channel(WATER)}/settings` },
  { name: 'delete-channel', as: 'admin', at: `${channel(WATER)}/settings/delete`, first: submit },
  { name: 'people', as: 'admin', at: `${channel(WATER)}/people` },
  { name: 'people-waiting', as: 'admin', at: `${channel(ASKED)}/people?who=waiting` },
  { name: 'people-nobody', as: 'admin', at: `${channel(WATER)}/people?who=banned` },
  { name: 'member', as: 'admin', at: `${channel(WATER)}/people/thandi.mokoena@localhost` },
  {
    name: 'remove-post',
    as: 'admin',
    at: channel(WATER),
    first: (page) => choose(page, '.quiet[href*=remove]'),
  },
  { name: 'write-for', as: 'admin', at: `${channel(WATER)}/for`, first: submit },
  { name: 'todo', as: 'admin', at: '/todo' },
  { name: 'todo-refuse', as: 'admin', at: '/todo', first: doNotShow },
  { name: 'notices', as: 'citizen', at: '/notices' },
  {
    name: 'appeal',
    as: 'citizen',
    at: '/notices',
    first: (page) => page.locator('.quiet').click(),
  },
  { name: 'report-post', as: 'citizen', at: `${channel(QUIET)}/report/no-comment` },
  { name: 'report-person', as: 'citizen', at: '/profile/sipho.nkosi@localhost/report' },
  { name: 'complaints', as: 'citizen', at: '/complaints' },
  { name: 'report', as: 'citizen', at: '/report' },
  { name: 'report-form', as: 'citizen', at: '/report/home-water', first: submit },
  { name: 'report-form-reader', as: 'reader', at: '/report/lighting' },
  { name: 'incidents', as: 'citizen', at: '/incidents' },
  {
    name: 'incidents-waiting',
    as: 'citizen',
    at: '/report/robots',
    offline: true,
    first: reportOffline,
  },
  { name: 'incidents-reader', as: 'reader', at: '/incidents' },
  { name: 'incident', as: 'citizen', at: '/incidents', first: openFirst },
  { name: 'desk', as: 'admin', at: '/desk' },
  { name: 'desk-incident', as: 'admin', at: '/desk', first: openFirst },
  { name: 'channel-log', as: 'citizen', at: `${channel(WATER)}/log` },
  { name: 'places', as: 'reader', at: '/places/all' },
  { name: 'places-found', as: 'reader', at: '/places/all?q=tshwane' },
  { name: 'place', as: 'citizen', at: '/places/city-of-tshwane' },
  { name: 'place-admin', as: 'admin', at: '/places/hammanskraal' },
  { name: 'place-missing', as: 'reader', at: '/places/nowhere' },
  { name: 'emergency', as: 'reader', at: '/emergency' },
  { name: 'emergency-place', as: 'reader', at: '/places/city-of-tshwane/emergency' },
  { name: 'new-channel-place', as: 'admin', at: '/new?place=hammanskraal' },
  { name: 'channel-place', as: 'admin', at: `${channel(WATER)}/settings/place?at=gauteng` },
  { name: 'place-moderators', as: 'admin', at: '/places/city-of-tshwane/moderators' },
  { name: 'no-such-page', as: 'reader', at: '/nothing/is/here' },
];
