/**
 * Scripts that come when they are wanted, as AMD has them (`define` and `require`): as much of it as the
 * build for old engines uses. A part is known by its file.
 * The build puts this before the first part.
 */
type Exports = object;
type Make = (...needed: unknown[]) => void;

const own = (document.currentScript as HTMLScriptElement).src;
const main = nameOf(own);
const folder = own.slice(0, -main.length);

interface Defined {
  readonly needs: readonly string[];
  readonly make: Make;
}

/** What each part exports. */
const parts: Record<string, Exports> = {};
/** By the script that has just run. */
let defined: Defined | null = null;

function nameOf(path: string): string {
  return path.replace(/.*\//, '');
}

function makePart(name: string, { needs, make }: Defined): Exports {
  const exports = {};
  parts[name] = exports;
  const given: Record<string, unknown> = { require, exports, module: { uri: folder + name } };
  make(...needs.map((need) => given[need] ?? parts[nameOf(need)]));
  return exports;
}

/** Has a part, with all that it needs, once it is there. */
function require(
  [path = '']: readonly string[],
  done: (part: Exports) => void,
  failed: Make,
): void {
  const name = nameOf(path);
  const here = parts[name];
  if (here) {
    done(here);
    return;
  }
  const script = document.createElement('script');
  script.src = folder + name;
  script.onload = () => {
    const own = defined;
    defined = null;
    // A portal's page defines nothing.
    if (!own) return failed(new Error(name));
    const missing = own.needs.filter((need) => need.includes('/') && !parts[nameOf(need)]);
    const next = () => {
      const need = missing.shift();
      if (need) require([need], next, failed);
      else done(parts[name] ?? makePart(name, own));
    };
    next();
  };
  script.onerror = failed as () => void;
  document.head.appendChild(script);
}

function define(needs: readonly string[], make: Make): void {
  // The first one is wanted at once, the others by who asked for them.
  if (parts[main]) defined = { needs, make };
  else makePart(main, { needs, make });
}

(window as unknown as Record<string, unknown>).define = define;
