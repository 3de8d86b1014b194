import { join } from 'node:path';
import type { Plugin } from 'vite';
import { transformWithOxc } from 'vite';
import { MODERN } from '../engines.ts';
import { withoutMethods } from '../without-methods.ts';

/** What the XMPP library imports, and what of ours it gets in its place: as much as it uses. */
const STAND_INS: Readonly<Record<string, string>> = {
  './lib/IncomingContext.js': 'stanza-context.ts',
  './lib/OutgoingContext.js': 'stanza-context.ts',
  './stream-feature.js': 'no-stream-feature.ts',
  '@xmpp/jid': 'jid.ts',
  events: 'events.ts',
  'koa-compose': 'compose.ts',
  'ltx/lib/Element.js': 'ltx-element.ts',
  'ltx/lib/createElement.js': 'ltx-create-element.ts',
  'ltx/lib/escape.js': 'ltx-escape.ts',
  'ltx/lib/parsers/ltx.js': 'ltx-parser.ts',
  saslmechanisms: 'sasl-factory.ts',
};

/** What of libraries nobody calls: the end of a module's path, and methods of its classes. */
const UNCALLED: Readonly<Record<string, readonly string[]>> = {
  '@xmpp/connection/index.js': [
    ...['start', 'restart', 'sendReceive', 'isNonza', 'unhook', 'footerElement'],
    // Each session says for itself that it goes nowhere else (`xmpp/create-client.ts`).
    ...['_onSeeOtherHost', 'socketParameters'],
  ],
  // Frames have a way of their own.
  '@xmpp/xml/lib/Parser.js': ['onStartElement', 'onEndElement', 'end'],
  'workbox-window.prod.mjs': [
    'update',
    'active',
    'controlling',
    'messageSW',
    'removeEventListener',
  ],
};

/** Lighter forms of the same: not lowered to ES5, ES modules in place of CommonJS, fewer events. */
export function lightParts(): Plugin {
  return {
    name: 'light-parts',
    enforce: 'pre',
    resolveId(id) {
      if (id === 'workbox-window') return this.resolve(`${id}/build/workbox-window.prod.mjs`);
      const ours = STAND_INS[id];
      if (ours) return join(import.meta.dirname, '../../../src/app/xmpp', ours);
      return undefined;
    },
    /** Fields of classes become plain ones: older engines have none, and what stands for them is long. */
    transform(whole, id) {
      const uncalled = UNCALLED[Object.keys(UNCALLED).find((end) => id.endsWith(end)) ?? ''];
      const code = uncalled ? withoutMethods(whole, uncalled) : whole;
      if (id.includes('/node_modules/idb/')) return coreOf(code);
      if (id.includes('/node_modules/preact-router/')) return withoutMatching(code);
      if (!/node_modules.@xmpp|src.app.xmpp/.test(id)) return undefined;
      const plain = code
        // Of what hangs on its builder of elements, the library's parts use this alone.
        .replace(/^Object\.assign\(xml, \{[^}]*\}\)/m, 'xml.Element = Element')
        .replace(/(this\.|^\s+(?:readonly |async )?)#(?=\w)/gm, '$1$$')
        // Nobody reads them: a link that fails is made anew, and a person is told in words of ours.
        .replace(/(new \w*Error\()\s*(?:"[^"]*"|`[^`]*`),?\s*\)/g, '$1)');
      return transformWithOxc(plain, id, {
        target: [...MODERN],
        assumptions: { setPublicClassFields: true },
      });
    },
  };
}

/** Of idb its core: nothing here uses its iterators, nor its databases that work like stores. */
function coreOf(idb: string): string {
  const end = idb.indexOf('const readMethods');
  if (end < 0) throw new Error('idb is not as it was: where does its core end?');
  return `${idb.slice(0, end)} export { deleteDB, openDB };`;
}

/**
 * The router without its choice of a page: every address is for the one that there is. By its own way it would
 * also hand on what the query of an address says, in place of that page's properties.
 */
function withoutMatching(router: string): string {
  const matching = /\bg:function\(n,t\)\{.*?\}\},render:/;
  if (!matching.test(router)) throw new Error('preact-router is not as it was: what chooses?');
  return router.replace(matching, 'g:function(n){return[n[0],{}]},render:');
}
