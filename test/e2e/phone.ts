import { type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright';
import { afterEach } from 'vitest';
import { CHROMIUM_ARGS, CHROMIUM_PATH } from '../harness/browser.ts';
import { PATIENCE } from '../harness/eventually.ts';

/** The smallest screen that most of the phones have. */
const SCREEN: BrowserContextOptions = { viewport: { width: 240, height: 320 } };

const LAUNCH = { executablePath: CHROMIUM_PATH, args: CHROMIUM_ARGS };

type Prepare = (context: BrowserContext) => Promise<unknown>;

/** Those whose screens are told when a test fails: a machine far away shows nobody what went wrong. */
const phones = new Set<Phone>();

afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  for (const { page, complaints } of phones) {
    const shown = await page.locator('body').innerText({ timeout: 1_000 }).catch(String);
    process.stdout.write(`${page.url()} showed:\n${shown}\n${complaints.join('\n')}\n`);
  }
});

/** A phone with nothing stored; several may share a browser, and know nothing of each other. */
export async function openPhones(): Promise<{
  /** `prepare` may change the context before its first page is loaded. */
  phone(url: string, kind?: BrowserContextOptions, prepare?: Prepare): Promise<Phone>;
  /** A tab of a phone whose browser runs no script. */
  plainPage(): Promise<Page>;
  close(): Promise<void>;
}> {
  const browser = await chromium.launch(LAUNCH);
  return {
    async phone(url, kind, prepare) {
      const context = await browser.newContext({ ...SCREEN, ...kind });
      await prepare?.(context);
      return Phone.start(context, url);
    },
    async plainPage() {
      const context = await browser.newContext({ ...SCREEN, javaScriptEnabled: false });
      const page = await context.newPage();
      page.setDefaultTimeout(PATIENCE);
      return page;
    },
    close: () => browser.close(),
  };
}

/** A phone whose storage outlives its browser. */
export async function openPersistentPhone(folder: string, url: string): Promise<Phone> {
  const context = await chromium.launchPersistentContext(folder, { ...LAUNCH, ...SCREEN });
  return Phone.start(context, url);
}

/** What a person does with the app, by the names that they see. */
export class Phone {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the app complained of in the console; a test expects it to be empty. */
  readonly complaints: string[] = [];

  private constructor(context: BrowserContext, page: Page) {
    this.context = context;
    this.page = page;
    page.setDefaultTimeout(PATIENCE);
    phones.add(this);
    page.once('close', () => phones.delete(this));
    page.on('pageerror', (error) => this.complaints.push(`${error}\n${error.stack}`));
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) this.complaints.push(message.text());
    });
  }

  static async start(context: BrowserContext, url: string): Promise<Phone> {
    const page = context.pages()[0] ?? (await context.newPage());
    const phone = new Phone(context, page);
    // On a busy machine the browser takes the link for a slow one, and photos wait to be asked for.
    await page.addInitScript(() => {
      Object.defineProperty(navigator, 'connection', { value: undefined });
    });
    await page.goto(url);
    await phone.appRuns();
    return phone;
  }

  /** The app has taken over the page that the server drew: what follows is the app's doing. */
  async appRuns(): Promise<void> {
    await this.page.locator('#app:not([data-drawn])').waitFor({ state: 'attached' });
  }

  link(name: string) {
    return this.page.getByRole('link', { name });
  }

  button(name: string) {
    return this.page.getByRole('button', { name, exact: true });
  }

  field(name: string) {
    return this.page.getByLabel(name, { exact: true });
  }

  text(words: string | RegExp) {
    return this.page.getByText(words);
  }

  async heading(name: string): Promise<void> {
    await this.page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
  }

  /** Presses a button by keys: the soft keys may cover half of it, and take what a mouse does. */
  async press(name: string): Promise<void> {
    await this.button(name).press('Enter');
  }

  async join(username: string, password = 'secret word', stay = false): Promise<void> {
    await this.page.getByRole('link', { name: 'Join' }).click();
    await this.heading('Join');
    await this.field('Username').fill(username);
    await this.field('Password').fill(password);
    if (stay) await this.field('Stay signed in').check();
    await this.field('I accept the rules').check();
    await this.press('Join');
    await this.page.getByRole('heading', { name: 'Join' }).waitFor({ state: 'detached' });
    // The app goes back to where one was, which would cross the test's own way.
    await this.page.waitForURL((url) => url.pathname !== '/signup');
  }

  async signIn(username: string, password: string, stay = false): Promise<void> {
    await this.page.getByRole('link', { name: 'Sign in' }).click();
    await this.heading('Sign in');
    await this.field('Username').fill(username);
    await this.field('Password').fill(password);
    if (stay) await this.field('Stay signed in').check();
    await this.press('Sign in');
  }

  async openChannel(title: string): Promise<void> {
    await this.link(title).click();
    await this.heading(title);
  }

  async startTopic(title: string, text: string): Promise<void> {
    await this.link('New topic').click();
    await this.field('Title').fill(title);
    await this.field('Topic').fill(text);
    await this.press('Post');
    await this.page.getByRole('heading', { name: 'New topic' }).waitFor({ state: 'detached' });
  }

  async openTopic(title: string): Promise<void> {
    await this.link(title).click();
    await this.heading(title);
  }

  async comment(text: string): Promise<void> {
    await this.field('Comment').fill(text);
    await this.press('Send');
  }

  /** The app has come to rest: for a whole second it does not look into its store. */
  async rests(): Promise<void> {
    await this.page.evaluate(() => {
      const { prototype } = IDBDatabase;
      const { transaction } = prototype;
      return new Promise<void>((resolve) => {
        const wait = () => setTimeout(resolve, 1_000);
        let rest = wait();
        prototype.transaction = function (...args: Parameters<IDBDatabase['transaction']>) {
          clearTimeout(rest);
          rest = wait();
          return transaction.apply(this, args);
        };
      }).finally(() => {
        prototype.transaction = transaction;
      });
    });
  }

  /** The comments of the topic that are sent, or came from others. */
  comments(text: string) {
    return this.page.locator('.item:not(.waiting):not(.failed)').filter({ hasText: text });
  }
}
