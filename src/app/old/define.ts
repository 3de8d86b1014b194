/**
 * Scripts that come when they are wanted, as AMD has them (`define` and `require`): as much of it as the
 * build for old engines uses. A part is known by its file; what it needs, besides itself, is here already.
 * The build puts this before the first part.
 */
type Exports = object;
type Make = (...needed: unknown[]) => void;

const own = (document.currentScript as HTMLScriptElement).src;
const main = nameOf(own);
const folder = own.slice(0, -main.length);

/** What each part exports. */
const parts: Record<string, Exports> = {};
/** By the script that has just run. */
let defined: { readonly needs: readonly string[]; readonly make: Make } | null = null;

function nameOf(path: string): string {
  return path.replace(/.*\//, '');
}

/** Makes a part of what was defined, once. A portal's page defines nothing. */
function make(name: string): void {
  if (parts[name] || !defined) return;
  const { needs, make } = defined;
  defined = null;
  const exports = {};
  parts[name] = exports;
  const given: Record<string, unknown> = { require, exports, module: { uri: folder + name } };
  make(...needs.map((need) => given[need] ?? parts[nameOf(need)]));
}

function require(
  [path = '']: readonly string[],
  done: (part: Exports) => void,
  failed: Make,
): void {
  const name = nameOf(path);
  const end = () => {
    make(name);
    const part = parts[name];
    if (part) done(part);
    else failed(new Error(name));
  };
  if (parts[name]) {
    end();
    return;
  }
  const script = document.createElement('script');
  script.src = folder + name;
  script.onload = end;
  script.onerror = failed as () => void;
  document.head.appendChild(script);
}

function define(needs: readonly string[], made: Make): void {
  defined = { needs, make: made };
  // The first one is wanted at once, the others by who asked for them.
  make(main);
}

(window as unknown as Record<string, unknown>).define = define;
