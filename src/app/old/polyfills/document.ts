/** What documents and errors of browsers could not do before 2016. */
import { add } from './add.ts';

add(Element.prototype, {
  replaceWith(this: Element, other: Node) {
    this.parentNode?.replaceChild(other, this);
  },
});

add(HTMLCanvasElement.prototype, {
  toBlob(this: HTMLCanvasElement, take: (made: Blob) => void, type: string, quality: number) {
    const [, content = ''] = this.toDataURL(type, quality).split(',');
    const bytes = atob(content).split('');
    take(new Blob([new Uint8Array(bytes.map((byte) => byte.charCodeAt(0)))], { type }));
  },
});

// Lists that `for` could only count through.
for (const { prototype } of [NodeList, HTMLCollection, FileList]) {
  prototype[Symbol.iterator] ??= [][Symbol.iterator] as never;
}

/** An exception with a name could not be made, only caught. */
function canMakeExceptions(): boolean {
  try {
    return new DOMException('', 'AbortError').name === 'AbortError';
  } catch {
    return false;
  }
}

if (!canMakeExceptions()) {
  const { prototype } = DOMException;
  const Made = function Made(message: string, name: string) {
    return Object.create(prototype, { message: { value: message }, name: { value: name } });
  };
  // What the engine throws is one, too.
  Made.prototype = prototype;
  Object.defineProperty(window, 'DOMException', { value: Made, configurable: true });
}

/** UTF-8 only. */
class Encoder {
  encode(text: string): Uint8Array {
    // Characters of one byte each, once the escapes for each byte are undone.
    const bytes = encodeURIComponent(text).replace(/%(..)/g, (_, hex) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
    return new Uint8Array(bytes.split('').map((one) => one.charCodeAt(0)));
  }
}

add(window, { TextEncoder: Encoder });
