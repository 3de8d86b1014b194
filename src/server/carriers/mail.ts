import type { Carrier } from '../service/send-on.ts';
import { incidentMail } from './incident-mail.ts';

export interface MailOptions {
  /** `smtp://user:password@host:port`, or `smtps://`. */
  readonly smtpUrl: string;
  readonly from: string;
  readonly domain: string;
  /** Where people find the site. */
  readonly publicUrl: string;
  /** The file of a picture's content. */
  readonly photoFile: (sha256: string) => string;
}

/** No step of sending takes longer, in milliseconds. */
const PATIENCE = 10_000;

/**
 * Sends a report as an e-mail (RFC 5322) by SMTP. Its Message-ID is the same at every try: where a server took it
 * and the answer was lost, mailboxes know the second for the first.
 */
export function mailCarrier(options: MailOptions): Carrier {
  const { smtpUrl, from, domain, publicUrl, photoFile } = options;
  const patience = {
    connectionTimeout: PATIENCE,
    greetingTimeout: PATIENCE,
    socketTimeout: PATIENCE,
  };
  // Loaded where e-mail is sent: most sites send none.
  const opened = import('nodemailer').then(({ createTransport }) =>
    createTransport({ url: smtpUrl, ...patience }),
  );
  return async (parcel) => {
    const { key, recipient, photo } = parcel;
    const transport = await opened;
    await transport.sendMail({
      ...incidentMail(parcel, publicUrl),
      from,
      to: recipient,
      messageId: `<incident-${key}@${domain}>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
      attachments: photo
        ? [{ filename: 'photo.jpg', path: photoFile(photo.sha256), contentType: 'image/jpeg' }]
        : [],
    });
  };
}
