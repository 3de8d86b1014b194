/**
 * What the app uses beyond Chrome 42, Firefox 47 and WebKits of that age, as little of each as it uses.
 * `test/e2e/old-engines.test.ts` takes these away from a new browser and goes on.
 */
import './promise.ts';
import './polyfills/language.ts';
import './polyfills/document.ts';
import './polyfills/fetch.ts';
