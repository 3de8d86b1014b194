import type { Plugin } from 'vite';

/** Of idb its core: nothing here uses its iterators, nor its databases that work like stores. */
export function idbCore(): Plugin {
  return {
    name: 'idb-core',
    enforce: 'pre',
    transform: (code, id) => (id.includes('/node_modules/idb/') ? coreOf(code) : undefined),
  };
}

function coreOf(idb: string): string {
  const end = idb.indexOf('const readMethods');
  if (end < 0) throw new Error('idb is not as it was: where does its core end?');
  return `${idb.slice(0, end)} export { deleteDB, openDB };`;
}
