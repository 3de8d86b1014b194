/** A browser that keeps every page as long as the server lets it, and asks whether what it has still holds. */
export class KeepingBrowser {
  readonly #site: string;
  readonly #cookie: string;
  readonly #kept = new Map<string, { readonly tag: string; readonly text: string }>();

  constructor(site: string, cookies: ReadonlyMap<string, string>) {
    this.#site = site;
    this.#cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** What it shows; empty where that is no page but the word that there is none. */
  async show(path: string): Promise<string> {
    const kept = this.#kept.get(path);
    const answer = await fetch(new URL(path, this.#site), {
      headers: {
        ...(this.#cookie && { Cookie: this.#cookie }),
        ...(kept && { 'If-None-Match': kept.tag }),
      },
    });
    if (answer.status === 304 && kept) return kept.text;
    const text = await answer.text();
    const tag = answer.headers.get('etag');
    if (tag) this.#kept.set(path, { tag, text });
    else this.#kept.delete(path);
    return answer.ok ? text : '';
  }

  /** Whether there is a picture. */
  async hasPicture(path: string): Promise<boolean> {
    const answer = await fetch(new URL(path, this.#site), {
      headers: this.#cookie ? { Cookie: this.#cookie } : {},
    });
    await answer.arrayBuffer();
    return answer.ok;
  }
}
