/** The entry: a page that is drawn already is painted before the app takes up the processor. */
import '../screens/style.css';

const load = () => import('./main.tsx');
const { drawn } = (document.getElementById('app') as HTMLElement).dataset;

// Tabs that nobody sees are not painted.
if (drawn === undefined || document.hidden) load();
else requestAnimationFrame(() => setTimeout(load));
