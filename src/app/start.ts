/**
 * The first script of every page, in ES5: lets a page that is drawn already be painted, then starts the build
 * of the app that this engine can run. What it can do decides, never its name.
 */

/** Written in by the build: the scripts of the two builds. */
declare const __MODERN__: string;
declare const __OLD__: string;

/** A tab that nobody sees is not painted: it goes on after this time, in milliseconds. */
const UNSEEN = 1_000;

let isStarted = false;

function start(): void {
  if (isStarted) return;
  isStarted = true;
  const script = document.createElement('script');
  if (!('noModule' in script)) {
    startOld();
    return;
  }
  script.type = 'module';
  script.src = __MODERN__;
  // Where its syntax is not understood, it is loaded and nothing more.
  script.onload = () => {
    if (!window.wifiChatRuns) startOld();
  };
  document.body.appendChild(script);
}

function startOld(): void {
  if (!hasNeeded()) return;
  const script = document.createElement('script');
  script.src = __OLD__;
  document.body.appendChild(script);
}

/** What the build for old engines does not bring along. Without it the page stays as the server drew it. */
function hasNeeded(): boolean {
  try {
    return (
      // Keys of several parts: missing in Internet Explorer and the first Edge.
      indexedDB.cmp(['a', 1], ['a', 2]) === -1 &&
      typeof crypto.getRandomValues === 'function' &&
      typeof MutationObserver === 'function' &&
      typeof WeakMap === 'function' &&
      new Set([1]).size === 1 &&
      typeof new Map()[Symbol.iterator] === 'function' &&
      typeof document.body.closest === 'function' &&
      typeof history.replaceState === 'function'
    );
  } catch {
    return false;
  }
}

const app = document.getElementById('app');
if (app === null || app.getAttribute('data-drawn') === null) start();
else {
  requestAnimationFrame(() => setTimeout(start));
  setTimeout(start, UNSEEN);
}
