import { PAGE, type ShellFile } from './shell.ts';

/** What the server writes into the page, and what stood there when the page was hashed. */
const WRITTEN = /(<meta name="(xmpp-domain|operator)" content=")[^"]*/g;
const AS_BUILT = '$1%$2%';

/**
 * Fetches a file of the app. Throws unless it is exactly what was built: hotspots answer anything
 * with 200 and a page of their own, and a file that is kept wrong stays wrong.
 */
export async function fetchFile(file: ShellFile): Promise<Response> {
  const response = await fetch(file.path, { cache: 'no-cache', credentials: 'omit' });
  const type = response.headers.get('content-type') ?? '';
  if (response.status !== 200 || response.redirected || !type.startsWith(file.type)) {
    throw new Error(`${file.path} is not here now`);
  }
  const content = await response.clone().arrayBuffer();
  if (!(await hashOf(asBuilt(file, content))).startsWith(file.hash)) {
    throw new Error(`${file.path} is not what was built`);
  }
  return response;
}

function asBuilt(file: ShellFile, content: ArrayBuffer): ArrayBuffer {
  if (file.path !== PAGE) return content;
  const text = new TextDecoder().decode(content);
  return new TextEncoder().encode(text.replace(WRITTEN, AS_BUILT)).buffer;
}

async function hashOf(content: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', content));
  let hex = '';
  for (const byte of digest) hex += (0x100 + byte).toString(16).slice(1);
  return hex;
}
