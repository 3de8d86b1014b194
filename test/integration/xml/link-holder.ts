/** `link-holder.ts PORT`: keeps a component's link to an XMPP server; prints what it is handed. */
import { ComponentLink } from '../../../src/server/component/link.ts';

const link = new ComponentLink({
  ...{
    host: '127.0.0.1',
    port: Number(process.argv[2]),
    domain: 'channels.localhost',
    secret: 'x',
  },
  onStanza: (stanza) => process.stdout.write(`stanza ${stanza.attrs.id}\n`),
  onOnline: () => process.stdout.write('online\n'),
  onOffline: (reason) => process.stdout.write(`offline ${reason}\n`),
});
link.start();
