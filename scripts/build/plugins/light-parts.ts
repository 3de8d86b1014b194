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

/** What stands in libraries, and what of ours in its place: nothing here comes to the rest. */
const REWRITTEN: Readonly<
  Record<string, readonly (readonly [was: RegExp | string, is: string])[]>
> = {
  // Of idb its core, without iterators and databases that work like stores; what it wraps is only read.
  '/idb/build/index.js': [
    [/const readMethods[\s\S]*$/, 'export { deleteDB, openDB };'],
    [/set\(target, prop, value\) [\s\S]*?(?=\n\};)/, ''],
  ],
  '/preact-router.mjs': [
    // Every address is for the one page that there is. The router's own way to choose one would also hand on what
    // the query of an address says, in place of that page's properties.
    [/\bg:function\(n,t\)\{.*?\}\},render:/, 'g:function(n){return[n[0],{}]},render:'],
    // There is the browser's history, and no other.
    [/n\.history&&\(U=n\.history\),/, ''],
  ],
  '@xmpp/sasl2/index.js': [[/username: null,[\s\S]*?serviceName: domain,/, '']],
  // No phone sends messages: those alone are told when they were written, where a stream goes on later.
  '@xmpp/stream-management/index.js': [
    ['queueToStanza({ entity, item })', 'item.stanza'],
    [', stamp: datetime()', ''],
  ],
  // Nobody asks what a link broke of.
  '@xmpp/websocket/lib/Socket.js': [
    [/error: \(event\) => \{[\s\S]*?\n {6}\},/, 'error: () => this.emit("error", new Error()),'],
  ],
  '@xmpp/xml/index.js': [[/Object\.assign\(xml, \{[^}]*\}\)/, 'xml.Element = Element']],
  'workbox-window.prod.mjs': [[/try\{self\["workbox:[\w:.]+"\]&&_\(\)\}catch\(t\)\{\}/g, '']],
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
    transform(whole, id) {
      const code = lighter(whole, id);
      if (!/node_modules.@xmpp|src.app.xmpp/.test(id)) return code;
      const plain = code
        // Fields of classes become plain ones: older engines have none, and what stands for them is long.
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

/** A module of a library without what is not needed of it; any other as it is. */
function lighter(whole: string, id: string): string {
  const found = <Value>(table: Readonly<Record<string, Value>>) =>
    table[Object.keys(table).find((end) => id.endsWith(end)) ?? ''];
  const uncalled = found(UNCALLED);
  let code = uncalled ? withoutMethods(whole, uncalled) : whole;
  for (const [was, is] of found(REWRITTEN) ?? []) {
    const before = code;
    code = code.replace(was, is);
    if (code === before) throw new Error(`${id} is not as it was: where is ${was}?`);
  }
  return code;
}
