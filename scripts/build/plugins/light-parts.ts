import { join } from 'node:path';
import type { Plugin } from 'vite';
import { transformWithOxc } from 'vite';
import { MODERN } from '../engines.ts';
import { type Rule, rewritten } from '../rewritten.ts';
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
  '/workbox-window/Workbox.js': [
    ...['update', 'active', 'controlling', 'getSW', 'messageSW'],
    '_getControllingSWIfCompatible',
  ],
  '/utils/WorkboxEventTarget.js': ['removeEventListener'],
};

/** Names that are a library's own are made short, as private fields are. */
const OWN_NAMES: Rule = [/(?<!\/)\b_(?=[a-z])/g, '$$'];

/** What stands in libraries, and what of ours in its place: nothing here comes to the rest. */
const REWRITTEN: Readonly<Record<string, readonly Rule[]>> = {
  // Of idb its core, without iterators and databases that work like stores; what it wraps is only read.
  '/idb/build/index.js': [
    [/const readMethods[\s\S]*$/, 'export { deleteDB, openDB };'],
    [/set\(target, prop, value\) [\s\S]*?(?=\n\};)/, ''],
  ],
  '/preact-router.mjs': [
    // Every address is for the one page that there is, and there is one router. Its own way to choose a page would also
    // hand on what the query of an address says, in place of that page's properties.
    [/function\(n\)\{for\(var t=m\.length.*?return!1\}\(n\)&&/, ''],
    [/shouldComponentUpdate:function.*?(?=routeTo:)/, ''],
    [/var t=this\.canRoute\(n\);.*?\},componentWillMount:.*?(?=componentDidMount)/, 'return!0},'],
    [',this.p=!1}', '}'],
    [
      /,componentWillUpdate:.*?\}\},render:.*?(?=\}\);var E=)/,
      ',render:function(n,t){if(this.c!==t.url){this.c=t.url;n.onChange()}n=n.children;return o(n.type,c(c({},n.props),{url:t.url}))}',
    ],
    [/,g=\{url:R\(\)\},k=n\(g\)/, ''],
    // There is the browser's history, and no other.
    [/n\.history&&\(U=n\.history\),/, ''],
    [/"function"==typeof this\.u&&this\.u\(\),/, ''],
    [/(?<=m\.push\(this\)),U&&\(this\.u=U\.listen\(.*?\}\)\)/, ''],
    [
      '(n=U&&U.location?U.location:U&&U.getCurrentLocation?U.getCurrentLocation():"undefined"!=typeof location?location:p)',
      '(n=location)',
    ],
    ['U&&U[t]?U[t](n):"undefined"!=typeof history&&history[t+"State"]&&', ''],
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
  // Of what it tells, we hear that a worker waits, and that another one has taken over.
  '/workbox-window/Workbox.js': [
    OWN_NAMES,
    [/const updateLikely[\s\S]*?(?=installingSW\.addEventListener)/, ''],
    [/const isExternal = sw === [\s\S]*?(?=if \(state ===)/, 'const eventProps = {};'],
    [/if \(!isExternal\) \{\s*this\.\$active[\s\S]*?\}/, ''],
    [
      /(\$onControllerChange = )\([\s\S]*?(?=\n {8}this\.\$scriptURL)/,
      "$1() => this.dispatchEvent(new WorkboxEvent('controlling', {}));",
    ],
    [/navigator\.serviceWorker\.addEventListener\('message'.*;/, ''],
    [/this\.\$(?:isUpdate|compatibleControllingSW) = .*/g, ''],
    [/if \(this\.\$compatibleControllingSW\) \{\s*this\.\$sw = [\s\S]*?\n {8}\}/, ''],
    ['this.$sw = waitingSW;', ''],
    [/if \(this\.\$sw\) \{[\s\S]*?\}/, ''],
    [/this\.\$(?:\w+Deferred|ownSWs|updateFoundCount|registrationTime) = .*;/g, ''],
    [/WorkboxEvent\('waiting', \{[\s\S]*?\}\)/, "WorkboxEvent('waiting', {})"],
    ['dontWaitFor(Promise', '(Promise'],
    ['void messageSW(this.$registration.waiting, ', 'this.$registration.waiting.postMessage('],
  ],
  '/utils/WorkboxEventTarget.js': [OWN_NAMES],
  '/workbox-window/_version.js': [[/[\s\S]*/, '']],
  '/workbox-core/_version.js': [[/[\s\S]*/, '']],
};

/** Lighter forms of the same: not lowered to ES5, ES modules in place of CommonJS, fewer events. */
export function lightParts(): Plugin {
  return {
    name: 'light-parts',
    enforce: 'pre',
    resolveId(id) {
      if (id === 'workbox-window') return this.resolve(`${id}/Workbox.js`);
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
  const code = uncalled ? withoutMethods(whole, uncalled) : whole;
  return rewritten(code, found(REWRITTEN) ?? [], id);
}
