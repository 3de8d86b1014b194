/** The phone's composition root. */
import '../screens/style.css';
import { render } from 'preact';
import type { Device } from './actions/device.ts';
import { dropDrawnList } from './actions/drawn-list.ts';
import { openDevice } from './actions/open-device.ts';
import { signOutUnread } from './actions/sign-out.ts';
import { App } from './connect/app.tsx';
import { digitKeys } from './connect/digit-keys.ts';
import { keepInSight } from './connect/keep-in-sight.ts';
import { watchForKeys } from './connect/key-phone.ts';
import { listenToKeys, pushKeyScope } from './connect/keys.ts';
import { chooseByLink, firstWords, type Words } from './connect/language.ts';
import { screenKeys } from './connect/screen-keys.ts';
import { ignoreStrayClicks } from './connect/stray-clicks.ts';
import { takeOver } from './connect/take-over.ts';
import { goBack, startVisits } from './connect/visits.ts';
import { registerWorker } from './register-worker.ts';
import { createStore } from './store/store.ts';
import { observable } from './sync/observable.ts';
import type { Site } from './sync/site.ts';
import { createWays } from './xmpp/ways.ts';

// Who reads this knows the syntax of this build: src/app/start.ts.
window.wifiChatRuns = true;

const root = document.getElementById('app') as HTMLElement;

/**
 * Who drew this page: empty where the server did, or the name of the store that the app had drawn it
 * from last time. Then it can be read and used without the app, too.
 */
const { drawn } = root.dataset;
const drawnIn = document.documentElement.lang;

async function start(wanted: Promise<Words>): Promise<void> {
  const openStore = (name: string) => createStore(name, () => location.reload());
  const [device, first] = await Promise.all([openDevice(readSite(), openStore), wanted]);
  const words = observable(first);
  followNetwork(device);
  const hasKeys = observable(false);
  pushKeyScope(screenKeys);
  pushKeyScope(digitKeys(() => device.settings.get().digitKeys));
  pushKeyScope(watchForKeys(hasKeys.set));
  pushKeyScope(ignoreStrayClicks());
  goBackByLink();
  chooseByLink(words);
  const update = observable<(() => void) | null>(null);
  const app = <App words={words} device={device} update={update} hasKeys={hasKeys} />;
  const isStale =
    drawn && (drawn !== device.account.get().store.name || drawnIn !== first.t.language);
  if (isStale) dropDrawnList();
  if (drawn !== undefined && !isStale) {
    const isWaiting = (sentence: string) =>
      [words.get().t.loading, words.get().t.notHere].includes(sentence);
    takeOver(root, (into) => render(app, into), isWaiting, begin);
  } else {
    root.textContent = '';
    root.removeAttribute('data-drawn');
    root.className = 'own';
    begin();
    render(app, root);
  }
  registerWorker(update.set);
}

/** Keys and history are the app's from now on. */
function begin(): void {
  startVisits();
  listenToKeys();
  keepInSight();
}

/** What the server wrote into the page; a development server leaves its places empty. */
function toldBy(name: string): string {
  const told = document.querySelector<HTMLMetaElement>(`meta[name=${name}]`)?.content ?? '';
  return told.startsWith('%') ? '' : told;
}

function readSite(): Site {
  const webSocket = `${location.origin.replace('http', 'ws')}/xmpp-websocket`;
  return {
    domain: toldBy('xmpp-domain') || location.hostname,
    operator: toldBy('operator'),
    ways: createWays(webSocket, `${location.origin}/http-bind`),
  };
}

function followNetwork(device: Device): void {
  const wake = () => device.account.get().wake();
  addEventListener('online', wake);
  addEventListener('offline', () => device.account.get().drop());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') wake();
    // A full or forbidden store keeps no count.
    else device.tellDataUsed().catch(() => undefined);
  });
}

/** The Back link is one step in the history, as the Back key is; without script it leads up. */
function goBackByLink(): void {
  document.addEventListener('click', (event) => {
    if (!(event.target instanceof Element) || !event.target.closest('a[rel=up]')) return;
    event.preventDefault();
    event.stopPropagation();
    goBack();
  });
}

const canRun = typeof indexedDB === 'object' && typeof crypto === 'object';

/** Where no language could be had, there are no words to say it in. */
const WITHOUT_WORDS = 'Load this page again when you are connected.';

/** A browser may have a database and forbid to use it, in private windows for example. */
async function giveUp(wanted: Promise<Words>, reason?: unknown): Promise<void> {
  if (drawn !== undefined) return;
  const name = reason instanceof DOMException ? reason.name : '';
  const words = await wanted.catch(() => undefined);
  if (!words) {
    say(WITHOUT_WORDS);
    return;
  }
  const { t } = words;
  const why =
    name === 'VersionError'
      ? t.newerHere
      : /^(?:Blocked|Timeout)/.test(name)
        ? t.otherTab
        : name === 'QuotaExceededError'
          ? t.troubles['not-saved']
          : t.browserTooOld;
  say(why);
  const leave = why === t.browserTooOld && (await signOutUnread());
  if (!leave) return;
  // It could keep the person's database before: that one is broken.
  const button = document.createElement('button');
  button.textContent = t.signOutAnyway;
  button.onclick = () =>
    leave()
      .then(() => location.reload())
      .catch((failed) => giveUp(wanted, failed));
  say(t.wentWrong).appendChild(button);
}

/** In place of the app, as a screen of its own; gives where more can stand. */
function say(sentence: string): HTMLElement {
  root.innerHTML = '<main><h1>WiFi Chat</h1><p></p></main>';
  const main = root.firstChild as HTMLElement;
  (main.lastChild as HTMLElement).textContent = sentence;
  return main;
}

const wanted = firstWords();
if (canRun) start(wanted).catch((reason) => giveUp(wanted, reason));
else giveUp(wanted);
