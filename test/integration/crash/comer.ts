import { connect, RequestRefused, type XmppClient } from '../../../src/server/stream/client.ts';
import type { Site } from '../../harness/site.ts';

/** Somebody who comes back after each cut: of the connection, or of the process that they speak to. */
export abstract class Comer {
  readonly site: Site;
  readonly #name: string;
  #isMember = false;

  constructor(name: string, site: Site) {
    this.#name = name;
    this.site = site;
  }

  /**
   * Does what they came for until the process has ended, however often something breaks before: where
   * all gave up early, nobody would bring it to the place where it ends.
   */
  async untilKilled(): Promise<void> {
    while (!this.site.hasExited) {
      const client = await this.comeBack().catch(() => null);
      // What was not answered stays unknown: that is what these tests are about.
      if (client) await this.stay(client).catch(() => client.socket.terminate());
    }
  }

  /** What they do once they are connected; resolves or rejects when that is cut. */
  protected abstract stay(client: XmppClient): Promise<void>;

  /** Signs in; the first time they join. */
  protected async comeBack(): Promise<XmppClient> {
    const { url, domain } = this.site;
    const person = { username: this.#name, password: 'secret-pass' };
    try {
      const client = await connect({ url, domain, ...person, register: !this.#isMember });
      this.#isMember = true;
      return client;
    } catch (error) {
      // The cut came between joining and its answer.
      if (error instanceof RequestRefused && error.condition === 'conflict') this.#isMember = true;
      throw error;
    }
  }
}
