import { mailCarrier } from './carriers/mail.ts';
import { webhookCarrier } from './carriers/webhook.ts';
import type { IncidentSettings } from './incident-settings.ts';
import type { Log } from './log.ts';
import type { ServiceContext } from './service/context.ts';
import type { IncidentDesk } from './service/incident-desk.ts';
import { type Carrier, hurry, LOOK_EVERY, sendOn } from './service/send-on.ts';

export interface SenderOptions {
  readonly settings: IncidentSettings;
  readonly domain: string;
  readonly publicUrl: string;
  /** The file of a picture's content. */
  readonly photoFile: (sha256: string) => string;
  readonly log: Log;
}

/** Sends reports on while this process acts: when one comes, and when one that failed is due. */
export class IncidentSender {
  readonly #options: SenderOptions;
  readonly #carriers: Readonly<Record<string, Carrier>>;
  #ctx: ServiceContext | undefined;
  #timer: NodeJS.Timeout | undefined;
  #sending = Promise.resolve();

  constructor(options: SenderOptions) {
    this.#options = options;
    const { domain, publicUrl, photoFile } = options;
    const { mail, webhook } = options.settings;
    this.#carriers = {
      ...(mail && { mail: mailCarrier({ ...mail, domain, publicUrl, photoFile }) }),
      ...(webhook && { webhook: webhookCarrier(webhook.url, webhook.secret, publicUrl) }),
    };
  }

  /** What the rules are told of it. */
  get desk(): IncidentDesk {
    const { desk, mail, webhook } = this.#options.settings;
    const { domain } = this.#options;
    return {
      channel: desk && `${desk}@topics.${domain}`,
      recipients: [
        ...(mail?.to ?? []).map((recipient) => ({ way: 'mail', recipient })),
        ...(webhook ? [{ way: 'webhook', recipient: new URL(webhook.url).host }] : []),
      ],
      wake: () => this.#look(),
    };
  }

  /** Begins with what a process before this one left to do, and with what failed for it. */
  start(ctx: ServiceContext): void {
    this.#ctx = ctx;
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY);
    const { log } = this.#options;
    this.#sending = hurry(ctx).catch((error: Error) => log.error('incidents-failure', { error }));
    this.#look();
  }

  /** What is on its way is brought to its end first. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#timer = undefined;
    await this.#sending;
  }

  #look(): void {
    const { log } = this.#options;
    this.#sending = this.#sending.then(async () => {
      if (!this.#ctx || !this.#timer) return;
      // By number alone: what a report says is for the office, not for logs.
      const onFailure: Parameters<typeof sendOn>[2] = ({ incident, way, tries }, error) =>
        log.warn('incident-not-sent-on', { incident, way, tries: tries + 1, reason: `${error}` });
      const goesOn = () => this.#timer !== undefined;
      await sendOn(this.#ctx, this.#carriers, onFailure, goesOn).catch((error: Error) =>
        log.error('incidents-failure', { error }),
      );
    });
  }
}
