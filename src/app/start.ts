/** The entry: a page that is drawn already is painted before the app takes up the processor. */
import '../screens/style.css';

const load = () => import('./main.tsx');
const { drawn } = (document.getElementById('app') as HTMLElement).dataset;

/** A tab that nobody sees is not painted: it goes on after this time, in milliseconds. */
const UNSEEN = 1_000;

if (drawn === undefined) load();
else {
  requestAnimationFrame(() => setTimeout(load));
  setTimeout(load, UNSEEN);
}
