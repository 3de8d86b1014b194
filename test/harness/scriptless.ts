/** A browser that knows links, forms and cookies, and nothing else. */

/** A page as it was answered. */
export interface ScriptlessPage {
  readonly status: number;
  readonly path: string;
  readonly html: string;
  readonly headers: Headers;
  /** What a person reads, tags taken out. */
  readonly text: string;
}

interface Form {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
}

export class Scriptless {
  readonly #site: string;
  readonly #headers: Readonly<Record<string, string>>;
  readonly cookies = new Map<string, string>();
  page!: ScriptlessPage;

  /** `headers`: what a proxy adds to each request. */
  constructor(site: string, headers: Readonly<Record<string, string>> = {}) {
    this.#site = site;
    this.#headers = headers;
  }

  /** Follows redirects, as every browser does. */
  async open(path: string, init: RequestInit = {}): Promise<ScriptlessPage> {
    const referer = this.page ? { Referer: `${this.#site}${this.page.path}` } : {};
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(new URL(path, this.#site), {
      ...init,
      redirect: 'manual',
      headers: {
        ...this.#headers,
        ...referer,
        ...(cookie ? { Cookie: cookie } : {}),
        ...init.headers,
      },
    });
    for (const line of answer.headers.getSetCookie()) this.#keep(line);
    const location = answer.headers.get('location');
    const html = await answer.text();
    this.page = { ...read(html), status: answer.status, path, headers: answer.headers };
    if (answer.status === 303 && location) return this.open(location.replace(/#.*/, ''));
    return this.page;
  }

  /** Fills in the form of that verb on the page shown, and sends it. */
  submit(verb: string, typed: Readonly<Record<string, string>> = {}): Promise<ScriptlessPage> {
    const form = this.form(verb);
    return this.post(form.action, { ...form.fields, ...typed });
  }

  /** Sends fields to an address, whatever the page shown; as a form with files does where one is among them. */
  post(action: string, fields: Readonly<Record<string, string | Blob>>): Promise<ScriptlessPage> {
    const hasFile = Object.values(fields).some((value) => value instanceof Blob);
    const body = hasFile ? new FormData() : new URLSearchParams();
    for (const [name, value] of Object.entries(fields)) {
      if (body instanceof FormData) body.set(name, value);
      else body.set(name, String(value));
    }
    return this.open(action, { method: 'POST', body, headers: { Origin: this.#site } });
  }

  /** The form of that verb on the page shown, with what its fields hold. */
  form(verb: string): Form {
    const forms = this.page.html.match(/<form\b.*?<\/form>/gs) ?? [];
    const html = forms.find((form) => form.includes(`name="verb" value="${verb}"`));
    if (!html) throw new Error(`no form "${verb}" on ${this.page.path}:\n${this.page.text}`);
    const fields: Record<string, string> = {};
    for (const [tag] of html.matchAll(/<input\b[^>]*>/g)) {
      const name = attribute(tag, 'name');
      const type = attribute(tag, 'type');
      const isChosen = type === 'radio' ? / checked[ />]/.test(tag) : type !== 'checkbox';
      if (name && isChosen) fields[name] = attribute(tag, 'value') ?? '';
    }
    for (const [tag, text = ''] of html.matchAll(/<textarea\b[^>]*>(.*?)<\/textarea>/gs)) {
      fields[attribute(tag, 'name') ?? ''] = unescaped(text);
    }
    return { action: (attribute(html, 'action') ?? '').replace(/#.*/, ''), fields };
  }

  /** Joins under a new name. */
  async join(username: string, password = 'secret-pass'): Promise<ScriptlessPage> {
    await this.open('/signup');
    return this.submit('join', { username, password, rules: 'on' });
  }

  #keep(line: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (/Max-Age=0/.test(line)) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

function read(html: string) {
  const body = html.replace(/.*<body>/s, '').replace(/<script.*?<\/script>/gs, '');
  return { html, text: unescaped(body.replace(/<[^>]*>/g, ' ')).replace(/\s+/g, ' ') };
}

function attribute(tag: string, name: string): string | undefined {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return value === undefined ? undefined : unescaped(value);
}

function unescaped(text: string): string {
  return text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');
}
