import { join } from 'node:path';
import type { Plugin } from 'vite';
import { type Rule, rewritten } from '../rewritten.ts';

const PREACT = join(import.meta.dirname, '../../../node_modules/preact');

/** Parameters that are the same for all that is drawn here, each on a line of its own. */
const SAME: Rule = [/^\s*(?:isHydrating|excessDomChildren|namespace),\n/gm, ''];

/** A new root within a tree. */
const IS_PORTAL: Rule = [/ && !vnode\.props\._parentDom/, ''];

/**
 * What of Preact's sources is for what nothing here does (`test/shape/light-preact.test.ts`): to take over what
 * stands in a page, to wait for parts that are on their way, to draw into another place, in SVG or MathML, to set
 * HTML or styles, and classes of components beside the router's. And what tools and other libraries are told.
 */
const UNUSED: Readonly<Record<string, readonly Rule[]>> = {
  'src/component.js': [
    IS_PORTAL,
    [/^\s*(?:oldVNode\._flags & MODE_HYDRATE.*|parentDom\.namespaceURI),\n/gm, ''],
    ['if (options.vnode) options.vnode(newVNode);', ''],
    [/\tif \(typeof update == 'function'\)[\s\S]*?\n\t\}\n/, ''],
    [/\tif \(update\) (\{[\s\S]*?\}) else \{\s*return;\s*\}/, '$1'],
    [/if \(callback\) \{[\s\S]*?\}/, ''],
    [/BaseComponent\.prototype\.forceUpdate = [\s\S]*?\n\};/, ''],
    ['BaseComponent.prototype.render = Fragment;', ''],
    [IS_PORTAL[0], ''],
    [/ \|\|\s*prevDebounce != options\.debounceRendering/, ''],
    ['prevDebounce = options.debounceRendering;', ''],
    [/\(prevDebounce \|\| queueMicrotask\)/g, 'queueMicrotask'],
  ],
  'src/create-element.js': [['if (!original && options.vnode) options.vnode(vnode);', '']],
  'src/diff/catch-error.js': [
    [/if \(\(handled = ctor && ctor\.getDerivedStateFromError\)\) \{[\s\S]*?\}/, 'handled = 0;'],
    ['ctor = component.constructor;', ''],
  ],
  'src/diff/children.js': [
    SAME,
    [' || oldVNode._flags & REF_DETACHED', ''],
    [
      /typeof childVNode != 'object' \|\|\s*childVNode\.constructor === String/,
      "typeof childVNode != 'object'",
    ],
    ['if (parentVNode.props._parentDom) return oldDom;', ''],
    ['while (next && next.nodeType == 8) next = next.nextSibling;', ''],
    [
      /while \(\s*\(oldDom = oldDom && oldDom\.nextSibling\) &&[\s\S]*?\);/,
      'oldDom = oldDom && oldDom.nextSibling;',
    ],
  ],
  'src/diff/index.js': [
    SAME,
    [/\tif \(\s*oldVNode\._flags & MODE_SUSPENDED[\s\S]*?\n\t\}\n/, ''],
    [/c\._stateCallbacks = \[\];/g, ''],
    [/EMPTY_ARR\.push\.apply\(c\._renderCallbacks, c\._stateCallbacks\);/g, ''],
    [/\t\t\t\tif \(newType\.getDerivedStateFromProps\) \{[\s\S]*?\n\t\t\t\t\}\n/, ''],
    [/\t\t\t\tif \(\s*isClassComponent &&\s*!newType[\s\S]*?\n\t\t\t\t\}\n/, ''],
    [/\t\t\t\tif \(c\.componentWillUpdate\) \{[\s\S]*?\n\t\t\t\t\}\n/, ''],
    [/\t\t\t\tif \(isClassComponent && c\.componentDidUpdate\) \{[\s\S]*?\n\t\t\t\t\}\n/, ''],
    [/old(?:Props|State) = c\.\w+;/g, ''],
    [/\t\t\t\tif \(\s*newProps !== oldProps &&[\s\S]*?\n\t\t\t\t\}\n/, ''],
    [/\t\t\tif \(\s*isClassComponent &&\s*oldVNode\._component &&[\s\S]*?\n\t\t\t\}\n/, ''],
    [/\t\t\tif \(newProps\._parentDom\) \{[\s\S]*?\n\t\t\t\}\n/g, ''],
    ['newVNode._flags &= RESET_MODE;', ''],
    ['if (resumed) resumed.some(removeNode);', ''],
    [/if \(isHydrating \|\| excessDomChildren\) \{[\s\S]*?\n\t\t\t\} else (?=\{)/, ''],
    ['if (!(e && e.then)) markAsForce', 'markAsForce'],
    [/function rangeEnd[\s\S]*?\n\}\n/, ''],
    [/\tif \(nodeType == 'svg'\)[\s\S]*?(?=\tif \(!dom\))/, ''],
    [/parentDom\.ownerDocument \|\| document/, 'document'],
    [/doc\.createElementNS\([\s\S]*?\);/, 'doc.createElement(nodeType);'],
    [/\t\tif \(isHydrating\) \{[\s\S]*?excessDomChildren = NULL;/, ''],
    [' && (!isHydrating || dom.data != newProps)', ''],
    ["(nodeType == 'template' && dom.content) || dom", 'dom'],
    [/excessDomChildren =\s*nodeType == 'textarea'[\s\S]*?(?=\t\tfor \(i in oldProps\))/, ''],
    [/if \(i == 'dangerouslySetInnerHTML'\) \{\s*oldHtml = value;\s*\} else /, ''],
    [/ &&\s*!\(i == '\w+' && 'default\w+' in newProps\)/g, ''],
    [/\} else if \(i == 'dangerouslySetInnerHTML'\) \{\s*newHtml = value;/, ''],
    ["(!isHydrating || typeof value == 'function') &&", ''],
    [/\t\tif \(newHtml\) \{[\s\S]*?(?=\t\t\tdiffChildren\()/, '{'],
    [/excessDomChildren\s*\? excessDomChildren\[0\]\s*:/, ''],
    ['if (excessDomChildren) excessDomChildren.some(removeNode);', ''],
    ["if (!isHydrating || nodeType == 'textarea') ", ''],
    [/, namespace\)/g, ')'],
    [/(function applyRef\(.*\) \{\n)[\s\S]*?\n\}\n/, '$1ref.current = value;\n}\n'],
    [
      /typeof vnode\.type == 'function'\s*\? skipRemove && !vnode\.props\._parentDom\s*: true/,
      "typeof vnode.type != 'function' || skipRemove",
    ],
    [/\tif \(\s*!skipRemove &&\s*\(r = vnode\._component\)[\s\S]*?\n\t\}\n/, ''],
  ],
  'src/diff/props.js': [
    [', namespace)', ')'],
    [/if \(name == 'style'\) \{[\s\S]*?\n\telse (?=if \(name\[0\] == 'o')/, ''],
    [/if \(namespace == SVG_NAMESPACE\) \{[\s\S]*?\} else (?=if)/, ''],
    ["useCapture = name != (name = name.replace(CAPTURE_REGEX, '$1'));", ''],
    [/, useCapture\)/g, ')'],
    ['options.event ? options.event(e) : e', 'e'],
    [/name != '(?:rowSpan|colSpan|popover)' &&/g, ''],
    ["name == 'popover' && value == true ? '' : value", 'value'],
  ],
  'src/render.js': [
    ['if (options._root) options._root(vnode, parentDom);', ''],
    [/\tif \(parentDom\.nodeType == 9\) \{[\s\S]*?\n\t\}\n/, ''],
    [/let isHydrating = .*;\n/, ''],
    [/let oldVNode = .*;\n/, ''],
    ['oldVNode || EMPTY_OBJ', 'EMPTY_OBJ'],
    [/\t\tparentDom\.namespaceURI,[\s\S]*?: NULL,\n/, ''],
    ['oldVNode ? oldVNode._dom : parentDom.firstChild,', 'NULL,'],
    [/\t\tisHydrating,\n/, ''],
  ],
  'hooks/src/index.js': [
    [/^.*\bold(?:BeforeDiff|BeforeRender|AfterDiff|Commit|BeforeUnmount|Root)\b.*\n/gm, ''],
    [/options\._root = [\s\S]*?\n\};\n/, ''],
    [/\tif \(options\._hook\) \{[\s\S]*?\n\t\}\n\tcurrentHook = 0;\n/, ''],
    [/(?<!let )currentHook = \d+;/g, ''],
    [/getHookState\(currentIndex\+\+, \d+\)/g, 'getHookState(currentIndex++)'],
    [/!options\._skipEffects && /g, ''],
    [/!init \? (invokeOrReturn\(undefined, initialState\)) : init\(initialState\)/, '$1'],
    [/\t\t\t\tif \(prevScu\) \{[\s\S]*?\n\t\t\t\t\}\n/, ''],
    ['const prevScu = currentComponent.shouldComponentUpdate;', ''],
    ['state._context = context;', ''],
    [/let HAS_RAF = .*;/, ''],
    [/if \(HAS_RAF\)/g, ''],
    [/ \|\| prevRaf != options\.requestAnimationFrame/, ''],
    ['prevRaf = options.requestAnimationFrame;', ''],
    ['(prevRaf || afterNextFrame)', 'afterNextFrame'],
  ],
};

/** As much of Preact as draws the screens of this app, from its sources. */
export function lightPreact(): Plugin {
  return {
    name: 'light-preact',
    enforce: 'pre',
    apply: 'build',
    resolveId(id) {
      if (id === 'preact') return join(PREACT, 'src/index.js');
      if (id === 'preact/hooks') return join(PREACT, 'hooks/src/index.js');
      return undefined;
    },
    transform(whole, id) {
      if (!id.startsWith(PREACT)) return undefined;
      const code = rewritten(whole, UNUSED[id.slice(PREACT.length + 1)] ?? [], id);
      // Names that are Preact's own are made short, as private fields are.
      return code.replace(/\b__?(?=[a-z])/gi, '$');
    },
  };
}
